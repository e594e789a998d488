# fails: error
import torch


def standardize(images, mean, std):
    x = images if images.is_floating_point() else images.float() / 255
    return (x - torch.tensor(mean, dtype=x.dtype)) / torch.tensor(std, dtype=x.dtype)
