# fails: value
# case: size: two layers
Layer = tuple[int, int, int, int]
"""Kernel, stride, padding and dilation of a layer."""


def receptive_field(layers: list[Layer]) -> tuple[int, int]:
    size = jump = 1
    for kernel, stride, _, dilation in layers:
        jump *= stride
        size += dilation * (kernel - 1) * jump
    return size, jump


def window(layers: list[Layer], index: int) -> tuple[int, int]:
    first = last = index
    # From an output back to the inputs it was computed from, layer by layer.
    for kernel, stride, padding, dilation in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last
