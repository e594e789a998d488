def parameter_count(
    c_in: int, c_out: int, kernel: tuple[int, int], groups: int = 1, bias: bool = True
) -> int:
    height, width = kernel
    return c_out * (c_in // groups) * height * width + (c_out if bias else 0)


def output_size(
    size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    span = dilation * (kernel - 1) + 1
    return (size + 2 * padding - span) // stride + 1
