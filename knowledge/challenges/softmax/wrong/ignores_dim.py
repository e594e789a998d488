# fails: value
# case: along the first dimension
# says: elements
import torch


def softmax(x, dim):
    e = torch.exp(x - x.amax(dim=-1, keepdim=True))
    return e / e.sum(dim=-1, keepdim=True)
