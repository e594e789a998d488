# fails: value
import torch


def cross_entropy(logits, target, label_smoothing=0.0):
    log_p = logits - logits.logsumexp(dim=0, keepdim=True)
    right = -log_p.gather(1, target[:, None]).squeeze(1)
    return ((1 - label_smoothing) * right - label_smoothing * log_p.mean(dim=1)).mean()
