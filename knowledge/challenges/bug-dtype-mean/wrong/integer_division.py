# fails: value
import torch


def standardize(images, mean, std):
    x = images if images.is_floating_point() else (images // 255).float()
    m, s = (torch.tensor(v, dtype=x.dtype)[:, None, None] for v in (mean, std))
    return (x - m) / s
