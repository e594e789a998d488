import torch


def box_iou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Return the IoU of every box of ``a`` (N, 4) with every box of ``b`` (M, 4), as (N, M)."""
    low = torch.maximum(a[:, None, :2], b[None, :, :2])
    high = torch.minimum(a[:, None, 2:], b[None, :, 2:])
    intersection = (high - low).clamp(min=0).prod(dim=-1)
    area_a, area_b = ((boxes[:, 2:] - boxes[:, :2]).prod(dim=-1) for boxes in (a, b))
    return intersection / (area_a[:, None] + area_b[None, :] - intersection)


def average_precision(
    boxes: torch.Tensor,
    scores: torch.Tensor,
    images: torch.Tensor,
    truths: torch.Tensor,
    truth_images: torch.Tensor,
    threshold: float = 0.5,
) -> float:
    """Return the average precision of the detections ``boxes`` (D, 4) of one class."""
    raise NotImplementedError
