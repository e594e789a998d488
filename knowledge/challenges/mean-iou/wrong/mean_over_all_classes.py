# fails: value
# case: a class that does not occur
import torch


def mean_iou(pred, target, classes, ignore=255):
    k = target != ignore
    m = torch.bincount(target[k] * classes + pred[k], minlength=classes**2).view(classes, classes).double()
    hit, union = m.diag(), m.sum(0) + m.sum(1) - m.diag()
    return float((hit / union.clamp(min=1)).mean())
