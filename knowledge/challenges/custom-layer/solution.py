import math

import torch
from torch import nn


class Affine(nn.Module):
    def __init__(self, n_in: int, n_out: int, bias: bool = True) -> None:
        # Assigning a parameter needs the tables that this call makes.
        super().__init__()
        bound = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter(torch.empty(n_out, n_in).uniform_(-bound, bound))
        if bias:
            self.bias = nn.Parameter(torch.empty(n_out).uniform_(-bound, bound))
        else:
            self.register_parameter("bias", None)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        projected = x @ self.weight.T
        return projected if self.bias is None else projected + self.bias
