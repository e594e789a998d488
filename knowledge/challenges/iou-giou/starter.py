import torch


def box_iou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Return the IoU of every box of ``a`` (N, 4) with every box of ``b`` (M, 4), as (N, M)."""
    raise NotImplementedError


def box_giou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Return the generalized IoU of every box of ``a`` with every box of ``b``, as (N, M)."""
    raise NotImplementedError
