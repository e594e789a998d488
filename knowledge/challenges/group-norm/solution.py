import torch
from torch import nn


class GroupNorm(nn.Module):
    def __init__(self, groups: int, channels: int, eps: float = 1e-5) -> None:
        super().__init__()
        self.groups, self.eps = groups, eps
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        g = x.reshape(len(x), self.groups, -1)
        centred = g - g.mean(dim=-1, keepdim=True)
        g = centred * torch.rsqrt(centred.square().mean(dim=-1, keepdim=True) + self.eps)
        by_channel = (1, -1, *[1] * (x.dim() - 2))
        return g.reshape(x.shape) * self.weight.view(by_channel) + self.bias.view(by_channel)
