# fails: value
# case: short enough
def gradient_norms(model):
    return {n: float(p.grad.norm()) for n, p in model.named_parameters() if p.grad is not None}


def clip_gradients_(model, max_norm):
    grads = [p.grad for p in model.parameters() if p.grad is not None]
    total = float(sum(g.pow(2).sum() for g in grads)) ** 0.5
    for g in grads:
        g.mul_(max_norm / (total + 1e-6))
    return total
