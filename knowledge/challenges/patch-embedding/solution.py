import torch
from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, patch: int, channels: int, dim: int) -> None:
        super().__init__()
        self.patch = patch
        self.project = nn.Linear(channels * patch * patch, dim)
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        n, c, h, w = x.shape
        p = self.patch
        # (N, C, rows, p, columns, p) -> (N, rows, columns, C, p, p)
        x = x.reshape(n, c, h // p, p, w // p, p).permute(0, 2, 4, 1, 3, 5)
        tokens = self.project(x.reshape(n, -1, c * p * p))
        return torch.cat([self.cls.expand(n, -1, -1), tokens], dim=1)
