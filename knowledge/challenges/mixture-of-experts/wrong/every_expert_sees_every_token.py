# fails: value
# case: two of five experts
# says: Rows that each expert
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
        top, chosen = self.router(x).topk(self.k, dim=-1)
        weights = x.new_zeros(*x.shape[:-1], len(self.experts)).scatter(-1, chosen, top.softmax(-1))
        return sum(weights[..., e, None] * expert(x) for e, expert in enumerate(self.experts))
