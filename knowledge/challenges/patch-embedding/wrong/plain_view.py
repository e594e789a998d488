# fails: value
import torch
from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, patch, channels, dim):
        super().__init__()
        self.patch, self.project = patch, nn.Linear(channels * patch**2, dim)
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))

    def forward(self, x):
        n, c = x.shape[:2]
        tokens = self.project(x.reshape(n, -1, c * self.patch**2))
        return torch.cat([self.cls.expand(n, -1, -1), tokens], dim=1)
