import torch

Pair = tuple[torch.Tensor, torch.Tensor]


def mixup(x: torch.Tensor, y: torch.Tensor, order: torch.Tensor, lam: float) -> Pair:
    """Blend every sample with its partner."""
    raise NotImplementedError


def cutmix(
    x: torch.Tensor, y: torch.Tensor, order: torch.Tensor, box: tuple[int, int, int, int]
) -> Pair:
    """Paste a box of the partner into every sample."""
    raise NotImplementedError
