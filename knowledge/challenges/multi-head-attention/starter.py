import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    """Attention of several heads, each of which looks through its own share of the columns."""

    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(
        self, query: torch.Tensor, memory: torch.Tensor, real: torch.Tensor | None = None
    ) -> torch.Tensor:
        raise NotImplementedError
