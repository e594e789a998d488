# fails: value
# case: two groups
import torch
from torch import nn


class GroupNorm(nn.Module):
    def __init__(self, groups, channels, eps=1e-5):
        super().__init__()
        self.groups, self.eps = groups, eps
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        n, c = x.shape[:2]
        g = x.reshape(n, c // self.groups, self.groups, -1)
        dims = (1, 3)
        g = (g - g.mean(dims, keepdim=True)) / (g.var(dims, keepdim=True, unbiased=False) + self.eps).sqrt()
        s = (1, -1, *[1] * (x.dim() - 2))
        return g.reshape(x.shape) * self.weight.view(s) + self.bias.view(s)
