# fails: value
# case: two of five experts
import torch
from torch import nn


class MixtureOfExperts(nn.Module):
    def __init__(self, dim, hidden, experts, k):
        super().__init__()
        self.k, self.router = k, nn.Linear(dim, experts, bias=False)
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))
            for _ in range(experts)
        )

    def forward(self, x):
        tokens = x.flatten(0, 1)
        top, chosen = self.router(tokens).topk(self.k, dim=-1)
        weights = top.softmax(-1)
        out = torch.zeros_like(tokens)
        for e, expert in enumerate(self.experts):
            rows, choice = (chosen == e).nonzero(as_tuple=True)
            out[rows] = weights[rows, choice, None] * expert(tokens[rows])
        return out.view_as(x)
