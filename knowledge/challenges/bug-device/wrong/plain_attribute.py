# fails: value
# says: left behind
import math

import torch
from torch import nn


class SinusoidalPositions(nn.Module):
    def __init__(self, dim, longest):
        super().__init__()
        angle = torch.arange(longest)[:, None] * torch.exp(-math.log(1e4) * torch.arange(0, dim, 2) / dim)
        self.table = torch.stack([angle.sin(), angle.cos()], -1).flatten(1)

    def forward(self, x):
        if x.shape[1] > len(self.table):
            raise ValueError(f"{x.shape[1]} > {len(self.table)}")
        return x + self.table[: x.shape[1]].to(x)
