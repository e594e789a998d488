import torch
from torch import nn


class TiedAutoencoder(nn.Module):
    """Encode and decode with one matrix."""

    def __init__(self, d_in: int, d_hidden: int) -> None:
        super().__init__()
        raise NotImplementedError
