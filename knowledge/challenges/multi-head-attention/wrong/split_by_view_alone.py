# fails: value
# case: two heads
import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads, self.d = heads, dim // heads
        self.q_proj, self.k_proj = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.v_proj, self.out_proj = nn.Linear(dim, dim), nn.Linear(dim, dim)

    def forward(self, query, memory, real=None):
        n = len(query)
        q = self.q_proj(query).view(n, self.heads, -1, self.d)
        k = self.k_proj(memory).view(n, self.heads, -1, self.d)
        v = self.v_proj(memory).view(n, self.heads, -1, self.d)
        scores = q @ k.transpose(-2, -1) / self.d**0.5
        if real is not None:
            scores = scores.masked_fill(~real[:, None, None, :], -torch.inf)
        return self.out_proj((torch.softmax(scores, -1) @ v).reshape(query.shape))
