import torch

Pair = tuple[torch.Tensor, torch.Tensor]


def mixup(x: torch.Tensor, y: torch.Tensor, order: torch.Tensor, lam: float) -> Pair:
    return lam * x + (1 - lam) * x[order], lam * y + (1 - lam) * y[order]


def cutmix(
    x: torch.Tensor, y: torch.Tensor, order: torch.Tensor, box: tuple[int, int, int, int]
) -> Pair:
    height, width = x.shape[-2:]
    top, left, bottom, right = box
    top, bottom = max(top, 0), min(bottom, height)
    left, right = max(left, 0), min(right, width)
    mixed = x.clone()
    mixed[:, :, top:bottom, left:right] = x[order][:, :, top:bottom, left:right]
    # What is really covered counts, not what was drawn.
    share = (bottom - top) * (right - left) / (height * width)
    return mixed, (1 - share) * y + share * y[order]
