# fails: error
# case: a batch
# says: state dict
import torch
from torch import nn


class Affine(nn.Module):
    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        bound = n_in**-0.5
        self.weight = torch.empty(n_out, n_in).uniform_(-bound, bound).requires_grad_()
        self.bias = torch.empty(n_out).uniform_(-bound, bound).requires_grad_() if bias else None

    def forward(self, x):
        return x @ self.weight.T + (0 if self.bias is None else self.bias)
