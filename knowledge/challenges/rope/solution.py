import torch


def rope(x: torch.Tensor, positions: torch.Tensor, base: float = 10000.0) -> torch.Tensor:
    """Turn the pairs of neighbouring columns of ``x`` by angles that grow with the position."""
    d = x.shape[-1]
    # Half precision has too few digits for the angle of a far position.
    dtype = torch.promote_types(x.dtype, torch.float32)
    frequencies = base ** (-torch.arange(0, d, 2, device=x.device, dtype=dtype) / d)
    angles = positions[:, None] * frequencies
    cos, sin = angles.cos(), angles.sin()
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = torch.stack([even * cos - odd * sin, even * sin + odd * cos], dim=-1)
    return turned.flatten(-2).to(x.dtype)
