# fails: value
# case: window: two layers
Layer = tuple[int, int, int, int]
"""Kernel, stride, padding and dilation of a layer."""


def receptive_field(layers: list[Layer]) -> tuple[int, int]:
    size = jump = 1
    for kernel, stride, _, dilation in layers:
        # The taps stand on the layer's input, so its own stride does not widen them yet.
        size += dilation * (kernel - 1) * jump
        jump *= stride
    return size, jump


def window(layers: list[Layer], index: int) -> tuple[int, int]:
    first = last = index
    # From an output back to the inputs it was computed from, layer by layer.
    for kernel, stride, padding, dilation in layers:
        first = first * stride - padding
        last = last * stride - padding + dilation * (kernel - 1)
    return first, last
