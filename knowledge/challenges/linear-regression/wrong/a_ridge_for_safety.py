# fails: value
# case: exact
import torch


def closed_form(x, y):
    a = torch.cat([x, torch.ones_like(x[:, :1])], dim=1)
    ridge = 1e-3 * torch.eye(a.shape[1], dtype=x.dtype)
    solved = torch.linalg.solve(a.T @ a + ridge, a.T @ y)
    return solved[:-1], solved[-1]


def gradient_steps(x, y, lr, steps):
    w, b = x.new_zeros(x.shape[1]), x.new_zeros(())
    for _ in range(steps):
        error = x @ w + b - y
        w, b = w - lr * 2 / len(x) * x.T @ error, b - lr * 2 * error.mean()
    return w, b
