# fails: forbidden
from torch.nn import functional as F


def im2col(x, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
    return F.unfold(x, kernel, dilation, padding, stride)


def conv2d(x, weight, bias=None, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
    return F.conv2d(x, weight, bias, stride, padding, dilation)
