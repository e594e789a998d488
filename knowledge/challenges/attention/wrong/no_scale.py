# fails: value
# case: no batch
import torch


def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1)
    if mask is None:
        return torch.softmax(scores, -1) @ v
    return torch.softmax(scores.masked_fill(~mask, -torch.inf), -1).masked_fill(~mask, 0) @ v
