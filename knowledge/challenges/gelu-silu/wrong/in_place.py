# fails: mutation
import torch


def silu(x):
    s = torch.sigmoid(x)
    with torch.no_grad():
        x *= 1.5
    return x / 1.5 * s


def gelu(x):
    return x * 0.5 * (1 + torch.erf(x / 2**0.5))
