# fails: value
# case: two of five experts
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
        weights = self.router(x)[..., : self.k].softmax(-1)
        return sum(weights[..., e, None] * self.experts[e](x) for e in range(self.k))
