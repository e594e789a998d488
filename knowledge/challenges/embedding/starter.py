import torch
from torch import nn


class Embedding(nn.Module):
    """A table of trainable vectors, one of which may stand for padding and is not trained."""

    def __init__(self, count: int, dim: int, padding_idx: int | None = None) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError
