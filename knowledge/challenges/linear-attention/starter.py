import torch


def linear_attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, causal: bool = False
) -> torch.Tensor:
    """Return attention with weights φ(q) · φ(k), φ = elu + 1, at a cost linear in the length."""
    raise NotImplementedError
