# fails: forbidden
import copy

import torch


class Ema:
    def __init__(self, model, decay=0.999):
        self.helper = torch.optim.swa_utils.AveragedModel
        self.model, self.decay = copy.deepcopy(model).eval().requires_grad_(False), decay

    @torch.no_grad()
    def update(self, model):
        theirs = model.state_dict()
        for n, m in self.model.state_dict().items():
            m.lerp_(theirs[n], 1 - self.decay) if m.is_floating_point() else m.copy_(theirs[n])
