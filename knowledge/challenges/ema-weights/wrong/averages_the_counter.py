# fails: error
import copy

import torch


class Ema:
    def __init__(self, model, decay=0.999):
        self.model, self.decay = copy.deepcopy(model).eval().requires_grad_(False), decay

    @torch.no_grad()
    def update(self, model):
        theirs = model.state_dict()
        for n, m in self.model.state_dict().items():
            m.mul_(self.decay).add_(theirs[n] * (1 - self.decay))
