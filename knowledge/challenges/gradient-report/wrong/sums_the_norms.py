# fails: value
# says: Total
def gradient_norms(model):
    return {n: float(p.grad.norm()) for n, p in model.named_parameters() if p.grad is not None}


def clip_gradients_(model, max_norm):
    grads = [p.grad for p in model.parameters() if p.grad is not None]
    total = float(sum(g.norm() for g in grads))
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / total)
    return total
