# fails: value
import torch
from torch import nn


class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=4):
        super().__init__()
        self.reduce, self.expand = nn.Linear(channels, channels // reduction), nn.Linear(channels // reduction, channels)

    def forward(self, x):
        s = torch.softmax(self.expand(torch.relu(self.reduce(x.mean((2, 3))))), dim=1)
        return x * s[:, :, None, None]
