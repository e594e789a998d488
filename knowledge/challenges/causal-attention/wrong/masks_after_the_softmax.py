# fails: value
# case: a whole sequence
import torch


def causal_attention(q, k, v):
    weights = torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, -1)
    return weights.tril(k.shape[-2] - q.shape[-2]) @ v
