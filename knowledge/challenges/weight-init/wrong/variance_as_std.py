# fails: value
# says: variance
import torch


def xavier_normal_(weight):
    with torch.no_grad():
        return weight.normal_(0, 2 / (weight[0].numel() + weight[:, 0].numel()))


def he_normal_(weight):
    with torch.no_grad():
        return weight.normal_(0, 2 / weight[0].numel())
