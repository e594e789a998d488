# fails: value
# case: Bottleneck, same shape
import torch
from torch import nn


def _shortcut(c_in, c_out, stride):
    return nn.Identity() if stride == 1 and c_in == c_out else nn.Conv2d(c_in, c_out, 1, stride, bias=False)


class BasicBlock(nn.Module):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, 1, 1, bias=False)
        self.shortcut = _shortcut(c_in, c_out, stride)

    def forward(self, x):
        return torch.relu(self.conv2(torch.relu(self.conv1(x))) + self.shortcut(x))


class Bottleneck(nn.Module):
    def __init__(self, c_in, c_mid, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_mid, 1, bias=False)
        self.conv2 = nn.Conv2d(c_mid, c_mid, 3, stride, 1, bias=False)
        self.conv3 = nn.Conv2d(c_mid, 4 * c_mid, 1, bias=False)
        self.shortcut = _shortcut(c_in, 4 * c_mid, stride)

    def forward(self, x):
        return torch.relu(self.conv3(torch.relu(self.conv2(self.conv1(x)))) + self.shortcut(x))
