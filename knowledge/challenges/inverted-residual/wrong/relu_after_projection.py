# fails: value
# case: same shape
from torch import nn
from torch.nn import functional as F


class InvertedResidual(nn.Module):
    def __init__(self, c_in, c_out, stride=1, expand=6):
        super().__init__()
        h, self.adds, self.expands = c_in * expand, stride == 1 and c_in == c_out, expand != 1
        if self.expands:
            self.expand = nn.Conv2d(c_in, h, 1, bias=False)
        self.depthwise = nn.Conv2d(h, h, 3, stride, 1, groups=h, bias=False)
        self.project = nn.Conv2d(h, c_out, 1, bias=False)

    def forward(self, x):
        h = F.relu6(self.expand(x)) if self.expands else x
        h = F.relu6(self.project(F.relu6(self.depthwise(h))))
        return x + h if self.adds else h
