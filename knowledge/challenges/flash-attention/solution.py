import math

import torch


def flash_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, tile: int) -> torch.Tensor:
    """Return softmax attention, computed from ``tile`` keys at a time."""
    q = q / math.sqrt(q.shape[-1])
    largest = torch.full_like(q[..., :1], -torch.inf)
    total = torch.zeros_like(largest)
    out = q.new_zeros(*q.shape[:-1], v.shape[-1])
    for some_k, some_v in zip(k.split(tile, dim=-2), v.split(tile, dim=-2), strict=True):
        scores = q @ some_k.transpose(-2, -1)
        new = torch.maximum(largest, scores.amax(dim=-1, keepdim=True))
        weights = torch.exp(scores - new)
        # What was collected is relative to the old maximum; at first it is nothing, exp(-inf) = 0.
        factor = torch.exp(largest - new)
        total = total * factor + weights.sum(dim=-1, keepdim=True)
        out = out * factor + weights @ some_v
        largest = new
    return out / total
