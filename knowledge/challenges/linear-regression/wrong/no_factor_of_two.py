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
        error = x @ w + b - y
        w, b = w - lr * x.T @ error / len(x), b - lr * error.mean()
    return w, b
