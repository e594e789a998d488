import math

import torch


def causal_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Return attention in which the queries, the last tokens, see no later token."""
    new, length = q.shape[-2], k.shape[-2]
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    # The last query sees every key, so the triangle ends in the lower right corner.
    seen = torch.ones(new, length, dtype=torch.bool, device=q.device).tril(length - new)
    return torch.softmax(scores.masked_fill(~seen, -torch.inf), dim=-1) @ v
