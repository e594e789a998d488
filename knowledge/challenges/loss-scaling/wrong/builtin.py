# fails: forbidden
import torch


class Scaler:
    def __init__(self, scale=2.0**16, growth=2.0, backoff=0.5, interval=2000):
        self.helper = torch.amp.GradScaler("cpu", init_scale=scale)
        self.scale, self.growth, self.backoff, self.interval, self.good = scale, growth, backoff, interval, 0

    def scale_loss(self, loss):
        return loss * self.scale

    def step(self, params, update):
        grads = [p.grad for p in params if p.grad is not None]
        for g in grads:
            g.div_(self.scale)
        ok = all(bool(torch.isfinite(g).all()) for g in grads)
        if ok:
            update()
            self.good += 1
            if self.good == self.interval:
                self.scale, self.good = self.scale * self.growth, 0
        else:
            self.scale, self.good = self.scale * self.backoff, 0
        return ok
