# fails: value
# case: exact
import torch


def closed_form(x, y):
    return torch.linalg.solve(x.T @ x, x.T @ y), x.new_zeros(())


def gradient_steps(x, y, lr, steps):
    w, b = x.new_zeros(x.shape[1]), x.new_zeros(())
    for _ in range(steps):
        error = x @ w + b - y
        w, b = w - lr * 2 / len(x) * x.T @ error, b - lr * 2 * error.mean()
    return w, b
