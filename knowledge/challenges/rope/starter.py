import torch


def rope(x: torch.Tensor, positions: torch.Tensor, base: float = 10000.0) -> torch.Tensor:
    """Turn the pairs of neighbouring columns of ``x`` by angles that grow with the position."""
    raise NotImplementedError
