# fails: forbidden
from torch import nn


def gradient_norms(model):
    return {n: float(p.grad.norm()) for n, p in model.named_parameters() if p.grad is not None}


def clip_gradients_(model, max_norm):
    return float(nn.utils.clip_grad_norm_(model.parameters(), max_norm))
