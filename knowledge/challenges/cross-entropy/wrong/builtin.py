# fails: forbidden
from torch.nn import functional as F


def cross_entropy(logits, target, label_smoothing=0.0):
    return F.cross_entropy(logits, target, label_smoothing=label_smoothing)
