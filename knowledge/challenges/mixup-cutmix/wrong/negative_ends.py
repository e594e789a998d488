# fails: value
# case: cutmix, a box that reaches out
def mixup(x, y, order, lam):
    return lam * x + (1 - lam) * x[order], lam * y + (1 - lam) * y[order]


def cutmix(x, y, order, box):
    h, w = x.shape[-2:]
    t, l, b, r = box
    mixed = x.clone()
    mixed[:, :, t:b, l:r] = x[order][:, :, t:b, l:r]
    s = (min(b, h) - max(t, 0)) * (min(r, w) - max(l, 0)) / (h * w)
    return mixed, (1 - s) * y + s * y[order]
