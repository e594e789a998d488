import torch
from torch import nn


def gradient_norms(model: nn.Module) -> dict[str, float]:
    return {
        name: float(p.grad.norm()) for name, p in model.named_parameters() if p.grad is not None
    }


def clip_gradients_(model: nn.Module, max_norm: float) -> float:
    grads = [p.grad for p in model.parameters() if p.grad is not None]
    total = float(sum(grad.pow(2).sum() for grad in grads)) ** 0.5
    if total > max_norm:
        # One factor for all: the direction of the step stays.
        for grad in grads:
            grad.mul_(max_norm / total)
    return total
