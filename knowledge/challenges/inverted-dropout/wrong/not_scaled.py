# fails: value
# case: training
import torch


def dropout_forward(x, p, keep, train):
    scale = keep.to(x.dtype) if train else torch.ones_like(x)
    return x * scale, scale


def dropout_backward(grad_out, cache):
    return grad_out * cache
