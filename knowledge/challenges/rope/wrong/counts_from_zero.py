# fails: value
# case: positions further on
import torch


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    dtype = torch.promote_types(x.dtype, torch.float32)
    f = base ** (-torch.arange(0, d, 2, device=x.device, dtype=dtype) / d)
    angles = torch.arange(x.shape[-2], device=x.device)[:, None] * f
    cos, sin = angles.cos(), angles.sin()
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2).to(x.dtype)
