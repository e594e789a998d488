# fails: mutation
def mixup(x, y, order, lam):
    return lam * x + (1 - lam) * x[order], lam * y + (1 - lam) * y[order]


def cutmix(x, y, order, box):
    h, w = x.shape[-2:]
    t, l, b, r = max(box[0], 0), max(box[1], 0), min(box[2], h), min(box[3], w)
    x[:, :, t:b, l:r] = x[order][:, :, t:b, l:r]
    s = (b - t) * (r - l) / (h * w)
    return x, (1 - s) * y + s * y[order]
