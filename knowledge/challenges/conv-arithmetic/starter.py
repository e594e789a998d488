def parameter_count(
    c_in: int, c_out: int, kernel: tuple[int, int], groups: int = 1, bias: bool = True
) -> int:
    """Return how many learnable numbers a 2-D convolution has."""
    raise NotImplementedError


def output_size(
    size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    """Return the length of its output along one dimension."""
    raise NotImplementedError
