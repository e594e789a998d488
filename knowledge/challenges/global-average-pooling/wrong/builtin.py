# fails: forbidden
import torch
import torch.nn.functional as F


def global_average_pool(x, real=None):
    if real is None:
        return F.adaptive_avg_pool2d(x, 1).flatten(1)
    x = torch.where(real.unsqueeze(1), x, 0)
    share = real.to(x.dtype).mean(dim=(1, 2)).unsqueeze(1)
    pooled = F.adaptive_avg_pool2d(x, 1).flatten(1)
    return torch.where(share > 0, pooled / share.clamp(min=1e-6), 0)
