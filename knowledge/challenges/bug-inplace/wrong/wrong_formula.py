# fails: value
import torch


def gated(x, w):
    h = torch.sigmoid(x @ w)
    return h * x + 2 * h
