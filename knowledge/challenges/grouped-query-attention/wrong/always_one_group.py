# fails: value
# case: two groups of three
import torch


def grouped_query_attention(q, k, v):
    k, v = k[:, :1], v[:, :1]
    return torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, -1) @ v
