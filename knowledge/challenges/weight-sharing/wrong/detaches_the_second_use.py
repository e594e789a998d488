# fails: gradient
# says: weight
import torch
from torch import nn


class TiedAutoencoder(nn.Module):
    def __init__(self, d_in, d_hidden):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(d_hidden, d_in))
        self.bias_in, self.bias_out = nn.Parameter(torch.zeros(d_hidden)), nn.Parameter(torch.zeros(d_in))

    def forward(self, x):
        return torch.relu(x @ self.weight.T + self.bias_in) @ self.weight.detach() + self.bias_out
