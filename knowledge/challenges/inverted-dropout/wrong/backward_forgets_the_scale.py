# fails: value
# says: Gradient by hand
import torch


def dropout_forward(x, p, keep, train):
    kept = keep.to(x.dtype) if train else torch.ones_like(x)
    return (x * kept / (1 - p) if train else x.clone()), kept


def dropout_backward(grad_out, cache):
    return grad_out * cache
