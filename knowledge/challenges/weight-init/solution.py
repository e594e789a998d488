import math

import torch


def xavier_normal_(weight: torch.Tensor) -> torch.Tensor:
    fan_in, fan_out = weight[0].numel(), weight[:, 0].numel()
    return _fill(weight, math.sqrt(2 / (fan_in + fan_out)))


def he_normal_(weight: torch.Tensor) -> torch.Tensor:
    return _fill(weight, math.sqrt(2 / weight[0].numel()))


def _fill(weight: torch.Tensor, std: float) -> torch.Tensor:
    # Filling a leaf in place is nothing to differentiate through.
    with torch.no_grad():
        return weight.normal_(0.0, std)
