import torch
from torch import nn


class TiedAutoencoder(nn.Module):
    def __init__(self, d_in: int, d_hidden: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(d_hidden, d_in) / d_in**0.5)
        self.bias_in = nn.Parameter(torch.zeros(d_hidden))
        self.bias_out = nn.Parameter(torch.zeros(d_in))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        hidden = torch.relu(x @ self.weight.T + self.bias_in)
        # The same parameter once more: autograd adds the gradients of both uses.
        return hidden @ self.weight + self.bias_out
