import torch
from torch import nn


def gradient_norms(model: nn.Module) -> dict[str, float]:
    """Return the norm of every parameter's gradient, by name."""
    raise NotImplementedError


def clip_gradients_(model: nn.Module, max_norm: float) -> float:
    """Scale all gradients in place so that their total norm is at most max_norm; return what it was."""
    raise NotImplementedError
