# fails: value
# case: one map
import torch


def mean_iou(pred, target, classes, ignore=255):
    k = target != ignore
    m = torch.bincount(target[k] * classes + pred[k], minlength=classes**2).view(classes, classes).double()
    n = m.sum(1)
    return float((m.diag()[n > 0] / n[n > 0]).mean()) if bool((n > 0).any()) else 0.0
