import torch
from torch import nn


class SqueezeExcitation(nn.Module):
    """Scale every channel by a factor that depends on all channels' means."""

    def __init__(self, channels: int, reduction: int = 4) -> None:
        super().__init__()
        raise NotImplementedError
