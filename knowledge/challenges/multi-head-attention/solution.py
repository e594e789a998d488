import math

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(dim, dim)
        self.k_proj = nn.Linear(dim, dim)
        self.v_proj = nn.Linear(dim, dim)
        self.out_proj = nn.Linear(dim, dim)

    def forward(
        self, query: torch.Tensor, memory: torch.Tensor, real: torch.Tensor | None = None
    ) -> torch.Tensor:
        q = self._split(self.q_proj(query))
        k, v = self._split(self.k_proj(memory)), self._split(self.v_proj(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
        if real is not None:
            scores = scores.masked_fill(~real[:, None, None, :], -torch.inf)
        mixed = torch.softmax(scores, dim=-1) @ v
        # (batch, heads, queries, d) -> (batch, queries, heads * d)
        return self.out_proj(mixed.transpose(1, 2).flatten(2))

    def _split(self, x: torch.Tensor) -> torch.Tensor:
        # (batch, length, dim) -> (batch, heads, length, d): the heads become part of the batch.
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)
