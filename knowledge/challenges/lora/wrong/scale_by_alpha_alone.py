# fails: value
# case: a batch
import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, rank, alpha):
        super().__init__()
        self.base, self.scale = base.requires_grad_(False), alpha
        self.a = nn.Parameter(0.02 * torch.randn(rank, base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x):
        return self.base(x) + self.scale * (x @ self.a.T) @ self.b.T

    @torch.no_grad()
    def merge(self):
        m = nn.Linear(self.base.in_features, self.base.out_features, self.base.bias is not None)
        m.weight.copy_(self.base.weight + self.scale * self.b @ self.a)
        if m.bias is not None:
            m.bias.copy_(self.base.bias)
        return m
