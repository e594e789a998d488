# fails: value
# case: he_normal_, linear, fewer outputs
import math

import torch


def xavier_normal_(weight):
    with torch.no_grad():
        return weight.normal_(0, math.sqrt(2 / (weight[0].numel() + weight[:, 0].numel())))


def he_normal_(weight):
    with torch.no_grad():
        return weight.normal_(0, math.sqrt(2 / weight[:, 0].numel()))
