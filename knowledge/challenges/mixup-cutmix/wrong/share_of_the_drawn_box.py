# fails: value
# case: cutmix, a box that reaches out
import torch


def mixup(x, y, order, lam):
    return lam * x + (1 - lam) * x[order], lam * y + (1 - lam) * y[order]


def cutmix(x, y, order, box):
    h, w = x.shape[-2:]
    t, l, b, r = box
    share = min((b - t) * (r - l) / (h * w), 1)
    t, l = max(t, 0), max(l, 0)
    mixed = x.clone()
    mixed[:, :, t:b, l:r] = x[order][:, :, t:b, l:r]
    return mixed, (1 - share) * y + share * y[order]
