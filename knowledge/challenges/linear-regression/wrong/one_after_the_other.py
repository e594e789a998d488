# fails: value
# case: one step
import torch


def closed_form(x, y):
    a = torch.cat([x, torch.ones_like(x[:, :1])], dim=1)
    solved = torch.linalg.solve(a.T @ a, a.T @ y)
    return solved[:-1], solved[-1]


def gradient_steps(x, y, lr, steps):
    w, b = x.new_zeros(x.shape[1]), x.new_zeros(())
    for _ in range(steps):
        w = w - lr * 2 / len(x) * x.T @ (x @ w + b - y)
        b = b - lr * 2 * (x @ w + b - y).mean()
    return w, b
