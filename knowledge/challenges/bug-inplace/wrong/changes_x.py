# fails: mutation
import torch


def gated(x, w):
    h = torch.sigmoid(x @ w)
    out = 2 * (h * x) + h
    x.data.mul_(2)
    return out
