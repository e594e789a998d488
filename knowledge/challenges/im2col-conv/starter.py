import torch

Pair = tuple[int, int]


def im2col(
    x: torch.Tensor,
    kernel: Pair,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
) -> torch.Tensor:
    """Return the windows of ``x`` (N, C, H, W) as columns, (N, C * kh * kw, out_h * out_w)."""
    raise NotImplementedError


def conv2d(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor | None = None,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
) -> torch.Tensor:
    """Return the convolution of ``x`` with ``weight`` (O, C, kh, kw), as (N, O, out_h, out_w)."""
    raise NotImplementedError
