# fails: error
# says: state dict
import torch
from torch import nn


class Centre(nn.Module):
    def __init__(self, dim, momentum=0.1):
        super().__init__()
        self.momentum, self.mean, self.calls = momentum, torch.zeros(dim), 0

    def forward(self, x):
        if self.training:
            self.mean = self.mean.lerp(x.mean(0).detach(), self.momentum)
            self.calls += 1
        return x - self.mean
