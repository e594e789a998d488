# fails: value
import torch
from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, patch, channels, dim):
        super().__init__()
        self.patch, self.project = patch, nn.Linear(channels * patch**2, dim)
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))

    def forward(self, x):
        (n, c, h, w), p = x.shape, self.patch
        x = x.reshape(n, c, h // p, p, w // p, p).permute(0, 2, 4, 1, 3, 5)
        tokens = self.project(x.reshape(n, -1, c * p * p))
        return torch.cat([tokens, self.cls.expand(n, -1, -1)], dim=1)
