# fails: value
# case: a prompt, then token by token
import torch
from torch import nn


class CachedAttention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj = nn.Linear(dim, dim, bias=False), nn.Linear(dim, dim, bias=False)
        self.v_proj, self.out_proj = (
            nn.Linear(dim, dim, bias=False),
            nn.Linear(dim, dim, bias=False),
        )

    def forward(self, x, cache=None):
        parts = self.q_proj(x), self.k_proj(x), self.v_proj(x)
        q, k, v = (one.unflatten(-1, (self.heads, -1)).transpose(1, 2) for one in parts)
        if cache is not None:
            k, v = torch.cat([cache[0], k], 2), torch.cat([cache[1], v], 2)
        scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
        seen = torch.ones_like(scores, dtype=torch.bool).tril()
        mixed = torch.softmax(scores.masked_fill(~seen, -torch.inf), -1) @ v
        return self.out_proj(mixed.transpose(1, 2).flatten(2)), (k, v)
