# fails: error
# case: a few boxes that are easy to draw
import torch


def area(boxes: torch.Tensor) -> torch.Tensor:
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def ratio(part: torch.Tensor, whole: torch.Tensor) -> torch.Tensor:
    # Only an area of exactly 0 is replaced, and then the part is 0 too: 0 / 0 becomes 0.
    return part / whole.clamp(min=torch.finfo(whole.dtype).tiny)


def overlap(a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the areas of the intersections and of the unions, each (N, M)."""
    low = torch.maximum(a[:, :2], b[:, :2])
    high = torch.minimum(a[:, 2:], b[:, 2:])
    # Without the clamp two negative sides would make a positive area.
    intersection = (high - low).clamp(min=0).prod(dim=-1)
    return intersection, area(a) + area(b) - intersection


def box_iou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return ratio(*overlap(a, b))


def box_giou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    intersection, union = overlap(a, b)
    low = torch.minimum(a[:, :2], b[:, :2])
    high = torch.maximum(a[:, 2:], b[:, 2:])
    enclosing = (high - low).prod(dim=-1)
    return ratio(intersection, union) - ratio(enclosing - union, enclosing)
