# fails: forbidden
from torch import nn


def xavier_normal_(weight):
    return nn.init.xavier_normal_(weight)


def he_normal_(weight):
    return nn.init.kaiming_normal_(weight)
