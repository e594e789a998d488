# fails: value
# case: as built
# says: Padding row
import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, count, dim, padding_idx=None):
        super().__init__()
        self.padding_idx = None if padding_idx is None else padding_idx % count
        self.weight = nn.Parameter(torch.randn(count, dim))

    def forward(self, ids):
        rows = self.weight[ids]
        if self.padding_idx is None:
            return rows
        return torch.where((ids == self.padding_idx).unsqueeze(-1), rows.detach(), rows)
