# fails: finite
# case: silu, far from zero
import torch


def silu(x):
    return x * torch.exp(x) / (1 + torch.exp(x))


def gelu(x):
    return x * 0.5 * (1 + torch.erf(x / 2**0.5))
