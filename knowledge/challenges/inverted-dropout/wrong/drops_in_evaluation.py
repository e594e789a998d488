# fails: value
# case: evaluation
def dropout_forward(x, p, keep, train):
    scale = keep.to(x.dtype) / (1 - p)
    return x * scale, scale


def dropout_backward(grad_out, cache):
    return grad_out * cache
