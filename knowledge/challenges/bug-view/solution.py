import torch


def split_heads(x: torch.Tensor, heads: int) -> torch.Tensor:
    n, t, d = x.shape
    return x.reshape(n, t, heads, d // heads).transpose(1, 2)


def merge_heads(x: torch.Tensor) -> torch.Tensor:
    n, heads, t, d = x.shape
    # Transposed memory has no view of this shape, so this copies.
    return x.transpose(1, 2).reshape(n, t, heads * d)
