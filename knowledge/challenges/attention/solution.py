import math

import torch


def attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor | None = None
) -> torch.Tensor:
    """Return for every query the average of the values, weighted by how well their keys match."""
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is None:
        return torch.softmax(scores, dim=-1) @ v
    weights = torch.softmax(scores.masked_fill(~mask, -torch.inf), dim=-1)
    # A row of nothing but minus infinity has no softmax; it comes out as nan.
    return weights.masked_fill(~mask, 0) @ v
