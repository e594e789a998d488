import math

import torch


def sliding_window_attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, window: int
) -> torch.Tensor:
    """Return causal attention in which a token sees itself and the ``window - 1`` before it."""
    position = torch.arange(q.shape[-2], device=q.device)
    behind = position[:, None] - position
    seen = (behind >= 0) & (behind < window)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    return torch.softmax(scores.masked_fill(~seen, -torch.inf), dim=-1) @ v
