# fails: value
# case: large scores, float64
import torch


def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    if mask is None:
        return torch.softmax(scores, -1) @ v
    weights = torch.softmax(scores + ~mask * -1e4, -1)
    return weights.masked_fill(~mask.any(-1, keepdim=True), 0) @ v
