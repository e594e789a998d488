import torch


def output_size(
    size: int,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
) -> int:
    """Return the length of the output along one dimension."""
    raise NotImplementedError


def conv_transpose2d(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor | None = None,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
) -> torch.Tensor:
    """Return the transposed convolution of ``x`` (N, C, H, W) with ``weight`` (C, O, kh, kw)."""
    raise NotImplementedError
