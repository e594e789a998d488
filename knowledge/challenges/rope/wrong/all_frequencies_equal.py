# fails: value
# case: from the start
import torch


def rope(x, positions, base=10000.0):
    dtype = torch.promote_types(x.dtype, torch.float32)
    angle = positions[:, None].to(dtype)
    cos, sin = angle.cos(), angle.sin()
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2).to(x.dtype)
