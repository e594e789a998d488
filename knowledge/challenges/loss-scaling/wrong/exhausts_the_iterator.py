# fails: value
# says: nscaled gradient
import torch


class Scaler:
    def __init__(self, scale=2.0**16, growth=2.0, backoff=0.5, interval=2000):
        self.scale, self.growth, self.backoff, self.interval, self.good = scale, growth, backoff, interval, 0

    def scale_loss(self, loss):
        return loss * self.scale

    def step(self, params, update):
        ok = all(bool(torch.isfinite(p.grad).all()) for p in params if p.grad is not None)
        for p in params:
            p.grad.div_(self.scale)
        if ok:
            update()
            self.good += 1
            if self.good == self.interval:
                self.scale, self.good = self.scale * self.growth, 0
        else:
            self.scale, self.good = self.scale * self.backoff, 0
        return ok
