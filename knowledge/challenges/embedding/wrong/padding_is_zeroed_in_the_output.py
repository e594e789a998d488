# fails: value
# case: padding
import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, count, dim, padding_idx=None):
        super().__init__()
        self.padding_idx = None if padding_idx is None else padding_idx % count
        self.weight = nn.Parameter(torch.randn(count, dim))
        if padding_idx is not None:
            self.weight.data[padding_idx] = 0

    def forward(self, ids):
        rows = self.weight[ids]
        return rows if self.padding_idx is None else rows * (ids != self.padding_idx).unsqueeze(-1)
