import torch


def softmax(x: torch.Tensor) -> torch.Tensor:
    """Return the softmax of ``x`` along its last dimension."""
    exponentials = torch.exp(x - x.amax(-1, keepdim=True))
    return exponentials / exponentials.sum(-1, keepdim=True)
