# fails: value
import torch
from torch import nn


class GroupNorm(nn.Module):
    def __init__(self, groups, channels, eps=1e-5):
        super().__init__()
        self.groups, self.eps = groups, eps
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        g = x.reshape(len(x), self.groups, -1)
        g = (g - g.mean((0, 2), keepdim=True)) / (g.var((0, 2), keepdim=True, unbiased=False) + self.eps).sqrt()
        s = (1, -1, *[1] * (x.dim() - 2))
        return g.reshape(x.shape) * self.weight.view(s) + self.bias.view(s)
