# fails: value
def mixup(x, y, order, lam):
    return lam * x + (1 - lam) * x[order], (1 - lam) * y + lam * y[order]


def cutmix(x, y, order, box):
    h, w = x.shape[-2:]
    t, l, b, r = max(box[0], 0), max(box[1], 0), min(box[2], h), min(box[3], w)
    mixed = x.clone()
    mixed[:, :, t:b, l:r] = x[order][:, :, t:b, l:r]
    s = (b - t) * (r - l) / (h * w)
    return mixed, s * y + (1 - s) * y[order]
