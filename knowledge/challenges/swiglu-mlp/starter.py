import torch
from torch import nn


class SwiGLU(nn.Module):
    """A gated feed-forward block."""

    def __init__(self, dim: int, hidden: int) -> None:
        super().__init__()
        raise NotImplementedError
