# fails: value
# case: two heads
import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads, self.d, self.dim = heads, dim // heads, dim
        self.q_proj, self.k_proj = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.v_proj, self.out_proj = nn.Linear(dim, dim), nn.Linear(dim, dim)

    def split(self, x):
        return x.unflatten(-1, (self.heads, self.d)).transpose(1, 2)

    def forward(self, query, memory, real=None):
        q, k = self.split(self.q_proj(query)), self.split(self.k_proj(memory))
        v = self.split(self.v_proj(memory))
        scores = q @ k.transpose(-2, -1) / self.dim**0.5
        if real is not None:
            scores = scores.masked_fill(~real[:, None, None, :], -torch.inf)
        return self.out_proj((torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(query.shape))
