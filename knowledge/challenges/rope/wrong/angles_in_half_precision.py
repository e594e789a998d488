# fails: value
# case: bfloat16
import torch


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    f = base ** (-torch.arange(0, d, 2, device=x.device, dtype=x.dtype) / d)
    angles = positions[:, None].to(x.dtype) * f
    cos, sin = angles.cos(), angles.sin()
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)
