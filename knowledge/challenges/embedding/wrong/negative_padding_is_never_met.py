# fails: gradient
# case: padding counted from the end
import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, count, dim, padding_idx=None):
        super().__init__()
        self.padding_idx = padding_idx
        self.weight = nn.Parameter(torch.randn(count, dim))
        if padding_idx is not None:
            self.weight.data[padding_idx] = 0

    def forward(self, ids):
        rows = self.weight[ids]
        if self.padding_idx is None:
            return rows
        return torch.where((ids == self.padding_idx).unsqueeze(-1), rows.detach(), rows)
