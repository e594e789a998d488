# fails: value
# case: parameters of a depthwise layer
def parameter_count(c_in, c_out, kernel, groups=1, bias=True):
    return c_out * c_in * kernel[0] * kernel[1] + c_out * bias


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
