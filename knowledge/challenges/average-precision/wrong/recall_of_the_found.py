# fails: value
# case: some are never found
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
    if len(boxes) == 0 or len(truths) == 0:
        return 0.0
    # Boxes of different images do not meet.
    iou = box_iou(boxes, truths).masked_fill(images[:, None] != truth_images[None, :], -1.0)
    highest, nearest = (found.tolist() for found in iou.max(dim=1))
    taken: set[int] = set()
    hits = []
    for d in scores.argsort(descending=True, stable=True).tolist():
        hit = highest[d] >= threshold and nearest[d] not in taken
        if hit:
            taken.add(nearest[d])
        hits.append(hit)
    hit_at = torch.tensor(hits)
    precision = hit_at.cumsum(0).double() / torch.arange(1, len(hits) + 1)
    envelope = precision.flip(0).cummax(0).values.flip(0)
    return envelope[hit_at].sum().item() / max(len(taken), 1)
