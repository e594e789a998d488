# fails: forbidden
import torch
from torch.nn import functional as F


def roi_align(features, rois, size, scale=1.0, samples=2):
    height, width = features.shape[2:]
    x1, y1, x2, y2 = (rois[:, 1:] * scale - 0.5).unbind(dim=1)

    def points(low, high, count):
        steps = torch.arange(count, device=low.device, dtype=low.dtype)
        return low[:, None] + (high - low)[:, None] * (steps + 0.5) / count

    y, x = points(y1, y2, size[0] * samples), points(x1, x2, size[1] * samples)
    inside_y, inside_x = (y >= -1) & (y <= height), (x >= -1) & (x <= width)
    shape = (len(rois), y.shape[1], x.shape[1])
    # With align_corners=False the centre of pixel i is at (2 * i + 1) / length - 1.
    across = ((2 * x + 1) / width - 1)[:, None, :].expand(shape)
    down = ((2 * y + 1) / height - 1)[:, :, None].expand(shape)
    crops = features[rois[:, 0].long()]
    grid = torch.stack([across, down], dim=-1)
    if len(rois) == 0:
        return features.new_zeros(0, features.shape[1], *size)
    found = F.grid_sample(crops, grid, padding_mode="border", align_corners=False)
    found = found * (inside_y[:, None, :, None] & inside_x[:, None, None, :])
    return F.avg_pool2d(found, samples)
