import torch


def gated(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """It runs forward and fails backward; find the fault."""
    h = torch.sigmoid(x @ w)
    s = h.clone()
    s *= x
    h += s
    s += h - s
    return h + s - h * 0 - h + s
