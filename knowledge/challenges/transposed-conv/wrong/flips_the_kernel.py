# fails: value
# case: two pixels
import torch


def output_size(
    size: int,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
) -> int:
    return (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1


def conv_transpose2d(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor | None = None,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
) -> torch.Tensor:
    n, _, h, w = x.shape
    _, channels, kh, kw = weight.shape
    # The canvas before cropping: what output_padding keeps may have been painted on.
    full_h = output_size(h, kh, stride, output_padding=output_padding)
    full_w = output_size(w, kw, stride, output_padding=output_padding)
    canvas = x.new_zeros(n, channels, full_h, full_w)
    for i in range(kh):
        for j in range(kw):
            # One tap leaves one mark for every input pixel; those of one tap never overlap.
            rows = slice(i, i + stride * (h - 1) + 1, stride)
            columns = slice(j, j + stride * (w - 1) + 1, stride)
            mark = torch.einsum("nchw,co->nohw", x, weight[:, :, kh - 1 - i, kw - 1 - j])
            canvas[:, :, rows, columns] += mark
    out = canvas[:, :, padding : full_h - padding, padding : full_w - padding]
    return out if bias is None else out + bias[:, None, None]
