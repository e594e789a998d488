# fails: gradient
# case: a batch of sequences
import torch
from torch import nn


class Embedding(nn.Module):
    def __init__(self, count, dim, padding_idx=None):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(count, dim))
        if padding_idx is not None:
            self.weight.data[padding_idx] = 0

    def forward(self, ids):
        return self.weight.data[ids]
