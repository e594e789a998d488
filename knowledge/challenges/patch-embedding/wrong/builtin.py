# fails: forbidden
import torch
from torch import nn
from torch.nn import functional as F


class PatchEmbedding(nn.Module):
    def __init__(self, patch, channels, dim):
        super().__init__()
        self.patch, self.project = patch, nn.Linear(channels * patch**2, dim)
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))

    def forward(self, x):
        p, c = self.patch, x.shape[1]
        kernel = self.project.weight.view(-1, c, p, p)
        tokens = F.conv2d(x, kernel, self.project.bias, stride=p).flatten(2).transpose(1, 2)
        return torch.cat([self.cls.expand(len(x), -1, -1), tokens], dim=1)
