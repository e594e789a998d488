# fails: value
# says: s a copy
import torch


class Ema:
    def __init__(self, model, decay=0.999):
        self.model, self.decay = model, decay

    @torch.no_grad()
    def update(self, model):
        pass
