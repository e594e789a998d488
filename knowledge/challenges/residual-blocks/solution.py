import torch
from torch import nn


def _shortcut(c_in: int, c_out: int, stride: int) -> nn.Module:
    if stride == 1 and c_in == c_out:
        return nn.Identity()
    return nn.Conv2d(c_in, c_out, 1, stride, bias=False)


class BasicBlock(nn.Module):
    def __init__(self, c_in: int, c_out: int, stride: int = 1) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1, bias=False)
        self.shortcut = _shortcut(c_in, c_out, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        branch = self.conv2(torch.relu(self.conv1(x)))
        return torch.relu(branch + self.shortcut(x))


class Bottleneck(nn.Module):
    def __init__(self, c_in: int, c_mid: int, stride: int = 1) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_mid, 1, bias=False)
        # The stride sits in the 3×3, so that no activation of the 1×1 is thrown away unseen.
        self.conv2 = nn.Conv2d(c_mid, c_mid, 3, stride, padding=1, bias=False)
        self.conv3 = nn.Conv2d(c_mid, 4 * c_mid, 1, bias=False)
        self.shortcut = _shortcut(c_in, 4 * c_mid, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        branch = torch.relu(self.conv2(torch.relu(self.conv1(x))))
        return torch.relu(self.conv3(branch) + self.shortcut(x))
