import torch


def split_heads(x: torch.Tensor, heads: int) -> torch.Tensor:
    """(N, T, D) -> (N, heads, T, D / heads). It has a fault."""
    n, t, d = x.shape
    return x.view(n, heads, t, d // heads)


def merge_heads(x: torch.Tensor) -> torch.Tensor:
    """(N, heads, T, d) -> (N, T, heads * d). It has a fault."""
    n, heads, t, d = x.shape
    return x.view(n, t, heads * d)
