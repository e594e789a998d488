import torch
from torch import nn


class Affine(nn.Module):
    """A linear map with a bias, applied to the last dimension."""

    def __init__(self, n_in: int, n_out: int, bias: bool = True) -> None:
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError
