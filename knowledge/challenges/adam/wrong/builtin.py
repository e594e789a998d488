# fails: forbidden
import torch


class Adam(torch.optim.Adam):
    pass
