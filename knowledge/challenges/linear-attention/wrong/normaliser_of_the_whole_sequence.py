# fails: value
# case: causal
import torch.nn.functional as F


def linear_attention(q, k, v, causal=False):
    q, k = F.elu(q) + 1, F.elu(k) + 1
    norm = k.sum(-2, keepdim=True)
    if causal:
        total = (q.unsqueeze(-2) @ (k.unsqueeze(-1) * v.unsqueeze(-2)).cumsum(-3)).squeeze(-2)
    else:
        total = q @ (k.transpose(-2, -1) @ v)
    return total / (q * norm).sum(-1, keepdim=True)
