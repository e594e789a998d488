import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base: nn.Linear, rank: int, alpha: float) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.scale = alpha / rank
        weight = base.weight
        # One factor is zero, so that training begins at the base; both would never leave zero.
        self.a = nn.Parameter(0.02 * torch.randn(rank, base.in_features).to(weight))
        self.b = nn.Parameter(torch.zeros(base.out_features, rank).to(weight))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.base(x) + self.scale * (x @ self.a.T) @ self.b.T

    @torch.no_grad()
    def merge(self) -> nn.Linear:
        merged = nn.Linear(self.base.in_features, self.base.out_features, self.base.bias is not None)
        merged.to(self.base.weight)
        merged.weight.copy_(self.base.weight + self.scale * self.b @ self.a)
        if self.base.bias is not None:
            merged.bias.copy_(self.base.bias)
        return merged
