# fails: error
# case: a batch with bias
import torch
from torch.nn import functional as F

Pair = tuple[int, int]


def output_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


def im2col(
    x: torch.Tensor,
    kernel: Pair,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
) -> torch.Tensor:
    # For each dimension a table of (tap, output position) that says which pixel is read.
    height, width = (
        dilation[i] * torch.arange(kernel[i], device=x.device)[:, None]
        + stride[i] * torch.arange(out, device=x.device)
        for i in (0, 1)
        for out in [output_size(x.shape[2 + i], kernel[i], stride[i], padding[i], dilation[i])]
    )
    # F.pad begins with the last dimension.
    padded = F.pad(x, (padding[1], padding[1], padding[0], padding[0]))
    # The two tables broadcast to (kh, kw, out_h, out_w), which is the order asked for.
    windows = padded[:, :, height[:, None, :, None], width[None, :, None, :]]
    return windows.flatten(4).flatten(1, 3)


def conv2d(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor | None = None,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
) -> torch.Tensor:
    kernel = (weight.shape[2], weight.shape[3])
    out = weight.flatten(1) @ im2col(x, kernel, stride, padding, dilation)
    if bias is not None:
        out = out + bias
    out_h = output_size(x.shape[2], kernel[0], stride[0], padding[0], dilation[0])
    return out.unflatten(2, (out_h, -1))
