# fails: value
# case: xavier_normal_, a 3×3 convolution
import math

import torch


def xavier_normal_(weight):
    with torch.no_grad():
        return weight.normal_(0, math.sqrt(2 / (weight.shape[0] + weight.shape[1])))


def he_normal_(weight):
    with torch.no_grad():
        return weight.normal_(0, math.sqrt(2 / weight.shape[1]))
