# fails: value
# case: padding of zeros
import torch


def global_average_pool(x, real=None):
    if real is not None:
        x = torch.where(real.unsqueeze(1), x, 0)
    return x.mean(dim=(2, 3))
