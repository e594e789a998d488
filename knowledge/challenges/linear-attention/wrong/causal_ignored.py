# fails: value
# case: causal
import torch.nn.functional as F


def linear_attention(q, k, v, causal=False):
    q, k = F.elu(q) + 1, F.elu(k) + 1
    total, norm = q @ (k.transpose(-2, -1) @ v), k.sum(-2, keepdim=True)
    return total / (q * norm).sum(-1, keepdim=True)
