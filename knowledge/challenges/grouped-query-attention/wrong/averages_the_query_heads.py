# fails: shape
# case: two groups of three
import torch


def grouped_query_attention(q, k, v):
    q = q.unflatten(1, (k.shape[1], -1)).mean(2)
    return torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, -1) @ v
