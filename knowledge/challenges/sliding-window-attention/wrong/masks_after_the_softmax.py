# fails: value
# case: a window of three
import torch


def sliding_window_attention(q, k, v, window):
    weights = torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, -1)
    return weights.tril().triu(1 - window) @ v
