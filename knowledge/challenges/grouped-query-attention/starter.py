import torch


def grouped_query_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Return attention in which neighbouring query heads share a head of keys and values."""
    raise NotImplementedError
