# fails: value
import torch


def silu(x):
    return x * torch.sigmoid(x)


def gelu(x):
    return x * 0.5 * (1 + torch.erf(x))
