# fails: value
# case: a few boxes that are easy to draw
import torch


def area(boxes):
    return (boxes[..., 2] - boxes[..., 0] + 1) * (boxes[..., 3] - boxes[..., 1] + 1)


def parts(a, b):
    low, high = torch.maximum(a[:, None, :2], b[:, :2]), torch.minimum(a[:, None, 2:], b[:, 2:])
    inter = (high - low + 1).clamp(min=0).prod(-1)
    return inter, area(a)[:, None] + area(b) - inter


def box_iou(a, b):
    inter, union = parts(a, b)
    return inter / union


def box_giou(a, b):
    inter, union = parts(a, b)
    low, high = torch.minimum(a[:, None, :2], b[:, :2]), torch.maximum(a[:, None, 2:], b[:, 2:])
    hull = (high - low + 1).prod(-1)
    return inter / union - (hull - union) / hull
