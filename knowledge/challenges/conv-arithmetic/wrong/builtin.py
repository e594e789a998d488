# fails: forbidden
from torch import nn


def parameter_count(c_in, c_out, kernel, groups=1, bias=True):
    layer = nn.Conv2d(c_in, c_out, kernel, groups=groups, bias=bias)
    return sum(p.numel() for p in layer.parameters())


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
