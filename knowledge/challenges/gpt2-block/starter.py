import torch
from torch import nn


class Block(nn.Module):
    """One layer of GPT-2: causal attention and an mlp, each with its norm in front."""

    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError
