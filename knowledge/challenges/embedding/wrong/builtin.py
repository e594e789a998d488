# fails: forbidden
from torch import nn


class Embedding(nn.Embedding):
    def __init__(self, count, dim, padding_idx=None):
        super().__init__(count, dim, padding_idx=padding_idx)
