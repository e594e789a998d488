# fails: error
# says: leaf
import math


def xavier_normal_(weight):
    return weight.normal_(0, math.sqrt(2 / (weight[0].numel() + weight[:, 0].numel())))


def he_normal_(weight):
    return weight.normal_(0, math.sqrt(2 / weight[0].numel()))
