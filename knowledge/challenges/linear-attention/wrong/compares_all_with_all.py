# fails: value
# case: a long sequence
# says: for each query and key
import torch.nn.functional as F


def linear_attention(q, k, v, causal=False):
    weights = (F.elu(q) + 1) @ (F.elu(k) + 1).transpose(-2, -1)
    if causal:
        weights = weights.tril()
    return weights / weights.sum(-1, keepdim=True) @ v
