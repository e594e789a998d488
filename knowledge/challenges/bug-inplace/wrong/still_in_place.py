# fails: gradient
import torch


def gated(x, w):
    h = torch.sigmoid(x @ w)
    s = h * x
    h += 2 * s
    return h
