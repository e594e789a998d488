import torch


def sliding_window_attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, window: int
) -> torch.Tensor:
    """Return causal attention in which a token sees itself and the ``window - 1`` before it."""
    raise NotImplementedError
