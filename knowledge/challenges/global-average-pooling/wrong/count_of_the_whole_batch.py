# fails: value
# case: padding of zeros
import torch


def global_average_pool(x, real=None):
    if real is None:
        return x.mean(dim=(2, 3))
    total = torch.where(real.unsqueeze(1), x, 0).sum(dim=(2, 3))
    return total / real.sum().clamp(min=1)
