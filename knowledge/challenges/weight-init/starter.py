import torch


def xavier_normal_(weight: torch.Tensor) -> torch.Tensor:
    """Fill weight in place with variance 2 / (fan_in + fan_out) and return it."""
    raise NotImplementedError


def he_normal_(weight: torch.Tensor) -> torch.Tensor:
    """Fill weight in place with variance 2 / fan_in and return it."""
    raise NotImplementedError
