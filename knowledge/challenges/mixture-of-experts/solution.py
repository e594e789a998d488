import torch
from torch import nn


class MixtureOfExperts(nn.Module):
    def __init__(self, dim: int, hidden: int, experts: int, k: int) -> None:
        super().__init__()
        self.k = k
        self.router = nn.Linear(dim, experts, bias=False)
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))
            for _ in range(experts)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        tokens = x.flatten(0, 1)
        top, chosen = self.router(tokens).topk(self.k, dim=-1)
        # A softmax of the chosen logits is the full softmax, renormalized over the chosen.
        weights = torch.softmax(top, dim=-1)
        out = torch.zeros_like(tokens)
        for e, expert in enumerate(self.experts):
            rows, choice = (chosen == e).nonzero(as_tuple=True)
            out = out.index_add(0, rows, weights[rows, choice, None] * expert(tokens[rows]))
        return out.view_as(x)
