# fails: gradient
import torch


def gated(x, w):
    h = torch.sigmoid(x @ w)
    s = h * x
    before = h.detach().clone()
    h.data += s.data
    return 2 * s + h - (h - before).detach()
