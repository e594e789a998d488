# fails: error
# case: a frozen layer
def gradient_norms(model):
    return {n: float(p.grad.norm()) for n, p in model.named_parameters()}


def clip_gradients_(model, max_norm):
    grads = [p.grad for p in model.parameters()]
    total = float(sum(g.pow(2).sum() for g in grads)) ** 0.5
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total
