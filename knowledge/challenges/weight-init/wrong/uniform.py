# fails: value
# says: normal
import math

import torch


def xavier_normal_(weight):
    bound = math.sqrt(6 / (weight[0].numel() + weight[:, 0].numel()))
    with torch.no_grad():
        return weight.uniform_(-bound, bound)


def he_normal_(weight):
    bound = math.sqrt(6 / weight[0].numel())
    with torch.no_grad():
        return weight.uniform_(-bound, bound)
