# fails: shape
# case: an infinite gradient
import torch


class Scaler:
    def __init__(self, scale=2.0**16, growth=2.0, backoff=0.5, interval=2000):
        self.scale, self.growth, self.backoff, self.interval, self.good = scale, growth, backoff, interval, 0

    def scale_loss(self, loss):
        return loss * self.scale

    def step(self, params, update):
        for p in params:
            if p.grad is not None:
                p.grad.div_(self.scale)
        update()
        return True
