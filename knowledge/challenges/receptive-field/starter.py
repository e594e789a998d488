Layer = tuple[int, int, int, int]
"""Kernel, stride, padding and dilation of a layer."""


def receptive_field(layers: list[Layer]) -> tuple[int, int]:
    """Return how many input positions an output spans, and the shift between neighbours."""
    raise NotImplementedError


def window(layers: list[Layer], index: int) -> tuple[int, int]:
    """Return the first and last input position that output ``index`` spans."""
    raise NotImplementedError
