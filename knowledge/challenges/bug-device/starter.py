import torch
from torch import nn


class SinusoidalPositions(nn.Module):
    """Add a table of sines and cosines. It has faults; find them all."""

    def __init__(self, dim: int, longest: int) -> None:
        super().__init__()
        position = torch.arange(longest)[:, None]
        rate = torch.exp(-torch.log(torch.tensor(10000.0)) * torch.arange(0, dim, 2) / dim)
        self.table = torch.zeros(longest, dim)
        self.table[:, : dim // 2] = torch.sin(position * rate)
        self.table[:, dim // 2 :] = torch.cos(position * rate)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x += self.table[: x.shape[1]]
        return x
