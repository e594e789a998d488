# fails: value
# case: from the start
import torch


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    dtype = torch.promote_types(x.dtype, torch.float32)
    f = base ** (-torch.arange(0, d, 2, device=x.device, dtype=dtype) / d)
    cos, sin = (positions[:, None] * f).cos(), (positions[:, None] * f).sin()
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1).to(x.dtype)
