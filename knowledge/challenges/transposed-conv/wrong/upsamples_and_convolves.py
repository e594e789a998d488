# fails: value
# case: two pixels
# Zeros between the pixels and an ordinary convolution: right but for the unflipped kernel.
import torch
from torch.nn import functional as F


def output_size(size, kernel, stride=1, padding=0, output_padding=0, dilation=1):
    return (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1


def conv_transpose2d(x, weight, bias=None, stride=1, padding=0, output_padding=0):
    n, c, h, w = x.shape
    spread = x.new_zeros(n, c, (h - 1) * stride + 1, (w - 1) * stride + 1)
    spread[:, :, ::stride, ::stride] = x
    kh, kw = weight.shape[2:]
    spread = F.pad(spread, (kw - 1, kw - 1 + output_padding, kh - 1, kh - 1 + output_padding))
    out = F.conv2d(spread, weight.transpose(0, 1), bias)
    end_h, end_w = out.shape[2] - padding, out.shape[3] - padding
    return out[:, :, padding:end_h, padding:end_w]
