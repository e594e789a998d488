# fails: value
# case: from the start
import torch


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    dtype = torch.promote_types(x.dtype, torch.float32)
    f = base ** (-torch.arange(d // 2, device=x.device, dtype=dtype) / d)
    cos, sin = (positions[:, None] * f).cos(), (positions[:, None] * f).sin()
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2).to(x.dtype)
