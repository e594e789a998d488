# fails: shape
# case: no padding
import torch


def global_average_pool(x, real=None):
    if real is None:
        return x.mean(dim=(2, 3), keepdim=True)
    total = torch.where(real.unsqueeze(1), x, 0).sum(dim=(2, 3), keepdim=True)
    return total / real.sum(dim=(1, 2)).clamp(min=1)[:, None, None, None]
