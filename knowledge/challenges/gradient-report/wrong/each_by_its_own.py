# fails: value
# says: Total
def gradient_norms(model):
    return {n: float(p.grad.norm()) for n, p in model.named_parameters() if p.grad is not None}


def clip_gradients_(model, max_norm):
    total = 0.0
    for p in model.parameters():
        if p.grad is not None:
            norm = float(p.grad.norm())
            total = max(total, norm)
            if norm > max_norm:
                p.grad.mul_(max_norm / norm)
    return total
