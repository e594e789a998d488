import math

import torch
from torch import nn


class SinusoidalPositions(nn.Module):
    def __init__(self, dim: int, longest: int) -> None:
        super().__init__()
        # In double precision: large positions times a rounded rate would be off.
        position = torch.arange(longest, dtype=torch.float64)[:, None]
        rate = torch.exp(-math.log(10000.0) * torch.arange(0, dim, 2, dtype=torch.float64) / dim)
        table = torch.zeros(longest, dim)
        table[:, 0::2] = torch.sin(position * rate)
        table[:, 1::2] = torch.cos(position * rate)
        # It can be computed again, so it moves with the module and is not saved.
        self.register_buffer("table", table, persistent=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if x.shape[1] > len(self.table):
            raise ValueError(f"{x.shape[1]} positions, and the table has {len(self.table)}")
        return x + self.table[: x.shape[1]].to(x.dtype)
