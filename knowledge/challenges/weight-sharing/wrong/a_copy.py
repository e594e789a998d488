# fails: gradient
import torch
from torch import nn


class TiedAutoencoder(nn.Module):
    def __init__(self, d_in, d_hidden):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(d_hidden, d_in))
        self.bias_in, self.bias_out = nn.Parameter(torch.zeros(d_hidden)), nn.Parameter(torch.zeros(d_in))

    def forward(self, x):
        decoder = torch.tensor(self.weight.tolist(), dtype=x.dtype)
        return torch.relu(x @ self.weight.T + self.bias_in) @ decoder + self.bias_out
