# fails: gradient
import torch


def gated(x, w):
    h = torch.sigmoid(x @ w)
    return 2 * h.detach() * x + h
