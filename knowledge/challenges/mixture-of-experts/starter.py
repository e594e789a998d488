import torch
from torch import nn


class MixtureOfExperts(nn.Module):
    """Send each token to its ``k`` best experts and add up what they make of it, weighted."""

    def __init__(self, dim: int, hidden: int, experts: int, k: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError
