import torch
from torch import nn
from torch.nn import functional as F


class InvertedResidual(nn.Module):
    def __init__(self, c_in: int, c_out: int, stride: int = 1, expand: int = 6) -> None:
        super().__init__()
        hidden = c_in * expand
        self.adds = stride == 1 and c_in == c_out
        self.expands = expand != 1
        if self.expands:
            self.expand = nn.Conv2d(c_in, hidden, 1, bias=False)
        self.depthwise = nn.Conv2d(hidden, hidden, 3, stride, 1, groups=hidden, bias=False)
        self.project = nn.Conv2d(hidden, c_out, 1, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = F.relu6(self.expand(x)) if self.expands else x
        # The projection stays linear: in few channels a ReLU would lose too much.
        h = self.project(F.relu6(self.depthwise(h)))
        return x + h if self.adds else h
