# fails: value
# case: training, few dropped
import torch


def dropout_forward(x, p, keep, train):
    scale = keep.to(x.dtype) / p if train else torch.ones_like(x)
    return x * scale, scale


def dropout_backward(grad_out, cache):
    return grad_out * cache
