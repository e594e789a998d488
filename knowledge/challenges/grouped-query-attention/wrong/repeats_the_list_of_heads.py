# fails: value
# case: two groups of three
import torch


def grouped_query_attention(q, k, v):
    share = q.shape[1] // k.shape[1]
    k, v = k.repeat(1, share, 1, 1), v.repeat(1, share, 1, 1)
    return torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, -1) @ v
