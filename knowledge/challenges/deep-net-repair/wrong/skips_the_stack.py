# fails: value
# says: no gradient
import torch
from torch import nn


class DeepNet(nn.Module):
    def __init__(self, width, depth):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(width, width) for _ in range(depth))

    def forward(self, x):
        return torch.relu(self.layers[-1](torch.relu(self.layers[0](x))))
