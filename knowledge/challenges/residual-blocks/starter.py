import torch
from torch import nn


class BasicBlock(nn.Module):
    """Two 3×3 convolutions beside a shortcut."""

    def __init__(self, c_in: int, c_out: int, stride: int = 1) -> None:
        super().__init__()
        raise NotImplementedError


class Bottleneck(nn.Module):
    """A 1×1, a 3×3 and a 1×1 convolution beside a shortcut."""

    def __init__(self, c_in: int, c_mid: int, stride: int = 1) -> None:
        super().__init__()
        raise NotImplementedError
