# fails: forbidden
import torch
from torch.nn import functional as F


def dropout_forward(x, p, keep, train):
    F.dropout(x, p, train)
    scale = keep.to(x.dtype) / (1 - p) if train else torch.ones_like(x)
    return x * scale, scale


def dropout_backward(grad_out, cache):
    return grad_out * cache
