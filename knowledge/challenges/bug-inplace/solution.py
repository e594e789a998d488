import torch


def gated(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    # Sigmoid goes back through its own output, which therefore must stay as it is.
    h = torch.sigmoid(x @ w)
    return 2 * (h * x) + h
