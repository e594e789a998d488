# fails: value
# case: one step
import torch


def closed_form(x, y):
    a = torch.cat([x, torch.ones_like(x[:, :1])], dim=1)
    solved = torch.linalg.solve(a.T @ a, a.T @ y)
    return solved[:-1], solved[-1]


def gradient_steps(x, y, lr, steps):
    w = x.new_zeros(x.shape[1], 1).requires_grad_()
    b = x.new_zeros(()).requires_grad_()
    for _ in range(steps):
        loss = (x @ w + b - y).square().mean()
        to_w, to_b = torch.autograd.grad(loss, [w, b])
        w = (w - lr * to_w).detach().requires_grad_()
        b = (b - lr * to_b).detach().requires_grad_()
    return w.detach().squeeze(1), b.detach()
