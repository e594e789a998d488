# fails: dtype
# case: float64
# says: float64
import torch


def softmax(x, dim):
    x = x.float()
    e = torch.exp(x - x.amax(dim=dim, keepdim=True))
    return e / e.sum(dim=dim, keepdim=True)
