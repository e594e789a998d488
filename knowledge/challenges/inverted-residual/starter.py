import torch
from torch import nn


class InvertedResidual(nn.Module):
    """Expand, filter each channel, project; add the input where it fits."""

    def __init__(self, c_in: int, c_out: int, stride: int = 1, expand: int = 6) -> None:
        super().__init__()
        raise NotImplementedError
