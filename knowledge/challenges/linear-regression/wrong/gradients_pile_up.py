# fails: value
# case: ten steps
import torch


def closed_form(x, y):
    a = torch.cat([x, torch.ones_like(x[:, :1])], dim=1)
    solved = torch.linalg.solve(a.T @ a, a.T @ y)
    return solved[:-1], solved[-1]


def gradient_steps(x, y, lr, steps):
    w = x.new_zeros(x.shape[1]).requires_grad_()
    b = x.new_zeros(()).requires_grad_()
    for _ in range(steps):
        (x @ w + b - y).square().mean().backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w.detach(), b.detach()
