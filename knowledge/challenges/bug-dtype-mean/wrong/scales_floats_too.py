# fails: value
# case: floats
import torch


def standardize(images, mean, std):
    x = (images if images.is_floating_point() else images.float()) / 255
    m, s = (torch.tensor(v, dtype=x.dtype)[:, None, None] for v in (mean, std))
    return (x - m) / s
