# fails: gradient
# case: padding
import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, count, dim, padding_idx=None):
        super().__init__()
        self.padding_idx = padding_idx and padding_idx % count
        self.weight = nn.Parameter(torch.randn(count, dim))
        if padding_idx:
            self.weight.data[padding_idx] = 0

    def forward(self, ids):
        rows = self.weight[ids]
        if not self.padding_idx:
            return rows
        return torch.where((ids == self.padding_idx).unsqueeze(-1), rows.detach(), rows)
