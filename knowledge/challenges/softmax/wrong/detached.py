# fails: gradient
# case: gradient
import torch


def softmax(x, dim):
    with torch.no_grad():
        e = torch.exp(x - x.amax(dim=dim, keepdim=True))
        return e / e.sum(dim=dim, keepdim=True)
