# fails: value
# case: a few boxes that are easy to draw
import torch


def area(boxes: torch.Tensor) -> torch.Tensor:
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def ratio(part: torch.Tensor, whole: torch.Tensor) -> torch.Tensor:
    # Only an area of exactly 0 is replaced, and then the part is 0 too: 0 / 0 becomes 0.
    return part / whole.clamp(min=torch.finfo(whole.dtype).tiny)


def overlap(a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the areas of the intersections and of the unions, each (N, M)."""
    low = torch.maximum(a[:, None, :2], b[None, :, :2])
    high = torch.minimum(a[:, None, 2:], b[None, :, 2:])
    intersection = (high - low).prod(dim=-1)
    return intersection, area(a)[:, None] + area(b)[None, :] - intersection


def box_iou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return ratio(*overlap(a, b))


def box_giou(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    intersection, union = overlap(a, b)
    low = torch.minimum(a[:, None, :2], b[None, :, :2])
    high = torch.maximum(a[:, None, 2:], b[None, :, 2:])
    enclosing = (high - low).prod(dim=-1)
    return ratio(intersection, union) - ratio(enclosing - union, enclosing)
