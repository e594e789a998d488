import math

import torch


def grouped_query_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Return attention in which neighbouring query heads share a head of keys and values."""
    groups = k.shape[1]
    # (batch, groups, share, queries, d): keys and values broadcast, so that none is copied.
    q = q.unflatten(1, (groups, -1))
    scores = q @ k.unsqueeze(2).transpose(-2, -1) / math.sqrt(q.shape[-1])
    return (torch.softmax(scores, dim=-1) @ v.unsqueeze(2)).flatten(1, 2)
