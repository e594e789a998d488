# fails: value
# case: a large eps
import torch


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.params, self.lr, self.betas, self.eps, self.t = list(params), lr, betas, eps, 0
        self.m, self.v = ([torch.zeros_like(p) for p in self.params] for _ in range(2))

    @torch.no_grad()
    def step(self):
        self.t += 1
        b1, b2 = self.betas
        for p, m, v in zip(self.params, self.m, self.v):
            if p.grad is not None:
                m.lerp_(p.grad, 1 - b1)
                v.lerp_(p.grad**2, 1 - b2)
                p -= self.lr * m / (1 - b1**self.t) / (v / (1 - b2**self.t) + self.eps).sqrt()

    def zero_grad(self):
        for p in self.params:
            p.grad = None
