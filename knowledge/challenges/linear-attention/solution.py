import torch
import torch.nn.functional as F


def linear_attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, causal: bool = False
) -> torch.Tensor:
    """Return attention with weights φ(q) · φ(k), φ = elu + 1, at a cost linear in the length."""
    q, k = F.elu(q) + 1, F.elu(k) + 1
    if causal:
        # One state for every token: the sum over the keys up to it.
        states = (k.unsqueeze(-1) * v.unsqueeze(-2)).cumsum(dim=-3)
        total, norm = (q.unsqueeze(-2) @ states).squeeze(-2), k.cumsum(dim=-2)
    else:
        # From the right: the matrix in the middle is d × dv, however long the sequence.
        total, norm = q @ (k.transpose(-2, -1) @ v), k.sum(dim=-2, keepdim=True)
    return total / (q * norm).sum(dim=-1, keepdim=True)
