# fails: value
# says: unning mean
import copy

import torch


class Ema:
    def __init__(self, model, decay=0.999):
        self.model, self.decay = copy.deepcopy(model).eval().requires_grad_(False), decay

    @torch.no_grad()
    def update(self, model):
        for m, p in zip(self.model.parameters(), model.parameters()):
            m.lerp_(p, 1 - self.decay)
