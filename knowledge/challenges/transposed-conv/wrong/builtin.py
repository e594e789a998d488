# fails: forbidden
import torch


def output_size(size, kernel, stride=1, padding=0, output_padding=0, dilation=1):
    return (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1


def conv_transpose2d(x, weight, bias=None, stride=1, padding=0, output_padding=0):
    return torch.conv_transpose2d(x, weight, bias, stride, padding, output_padding)
