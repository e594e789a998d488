# fails: value
# case: five steps
import torch


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.params, self.lr, self.eps = list(params), lr, eps

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is not None:
                p -= self.lr * p.grad / (p.grad.abs() + self.eps)

    def zero_grad(self):
        for p in self.params:
            p.grad = None
