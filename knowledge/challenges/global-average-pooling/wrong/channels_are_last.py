# fails: shape
# case: no padding
import torch


def global_average_pool(x, real=None):
    if real is None:
        return x.mean(dim=(1, 2))
    total = torch.where(real.unsqueeze(-1), x.permute(0, 2, 3, 1), 0).sum(dim=(1, 2))
    return total / real.sum(dim=(1, 2)).clamp(min=1).unsqueeze(1)
