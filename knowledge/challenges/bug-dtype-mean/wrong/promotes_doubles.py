# fails: dtype
# case: doubles
import torch


def standardize(images, mean, std):
    x = images.float() if images.is_floating_point() else images.float() / 255
    m, s = (torch.tensor(v)[:, None, None] for v in (mean, std))
    return (x - m) / s
