# fails: finite
# case: causal
import torch.nn.functional as F


def linear_attention(q, k, v, causal=False):
    q, k = F.elu(q) + 1, F.elu(k) + 1
    if causal:
        products = k.unsqueeze(-1) * v.unsqueeze(-2)
        states, norm = products.cumsum(-3), k.cumsum(-2)
        states = F.pad(states, (0, 0, 0, 0, 1, 0))[..., :-1, :, :]
        total, norm = (q.unsqueeze(-2) @ states).squeeze(-2), F.pad(norm, (0, 0, 1, 0))[..., :-1, :]
    else:
        total, norm = q @ (k.transpose(-2, -1) @ v), k.sum(-2, keepdim=True)
    return total / (q * norm).sum(-1, keepdim=True)
