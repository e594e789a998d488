# fails: value
# case: boxes smaller than a pixel
import torch


def axis_weights(
    low: torch.Tensor, high: torch.Tensor, cells: int, samples: int, length: int
) -> torch.Tensor:
    """Return how much each feature along one axis adds to each cell, (K, cells, length).

    ``low`` and ``high`` (K,) are the ends of the boxes in feature coordinates.
    """
    count = cells * samples
    steps = torch.arange(count, device=low.device, dtype=low.dtype)
    # Equal cells with evenly spaced points are evenly spaced points of the whole box.
    points = low[:, None] + (high - low).clamp(min=1)[:, None] * (steps + 0.5) / count
    inside = (points >= -1) & (points <= length)
    points = points.clamp(0, length - 1)
    index = torch.arange(length, device=low.device, dtype=low.dtype)
    # Linear interpolation is a hat around each feature: 1 on it, 0 from its neighbours on.
    weights = (1 - (points[:, :, None] - index).abs()).clamp(min=0) * inside[:, :, None]
    return weights.unflatten(1, (cells, samples)).mean(dim=2)


def roi_align(
    features: torch.Tensor,
    rois: torch.Tensor,
    size: tuple[int, int],
    scale: float = 1.0,
    samples: int = 2,
) -> torch.Tensor:
    height, width = features.shape[2:]
    x1, y1, x2, y2 = (rois[:, 1:] * scale - 0.5).unbind(dim=1)
    # Bilinear weights are products, so the two axes can be done one after the other.
    by_row = axis_weights(y1, y2, size[0], samples, height)
    by_column = axis_weights(x1, x2, size[1], samples, width)
    crops = features[rois[:, 0].long()]
    return torch.einsum("kph,kchw,kqw->kcpq", by_row, crops, by_column)
