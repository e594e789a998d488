# fails: shape
# case: negative coordinates
import torch


def pairwise_iou(boxes: torch.Tensor) -> torch.Tensor:
    """Return the IoU of every box (N, 4) with every other, as (N, N)."""
    low = torch.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = torch.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    intersection = (high - low).clamp(min=0).prod(dim=-1)
    area = (boxes[:, 2:] - boxes[:, :2]).prod(dim=-1)
    return intersection / (area[:, None] + area[None, :] - intersection)


def nms(
    boxes: torch.Tensor, scores: torch.Tensor, labels: torch.Tensor, threshold: float
) -> torch.Tensor:
    # A stable sort leaves equal scores in the order of their indices.
    order = scores.argsort(descending=True, stable=True)
    boxes, labels = boxes[order], labels[order]
    extent = boxes.max() + 1
    clashes = pairwise_iou(boxes + (labels * extent)[:, None]) > threshold
    keep = torch.ones_like(order, dtype=torch.bool)
    for i in range(len(order)):
        # Only a kept box suppresses: one that is itself suppressed no longer counts.
        if keep[i]:
            keep[i + 1 :] &= ~clashes[i, i + 1 :]
    return order[keep]
