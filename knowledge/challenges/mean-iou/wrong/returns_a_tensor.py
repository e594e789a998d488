# fails: type
import torch


def mean_iou(pred, target, classes, ignore=255):
    k = target != ignore
    m = torch.bincount(target[k] * classes + pred[k], minlength=classes**2).view(classes, classes).double()
    union = m.sum(0) + m.sum(1) - m.diag()
    return (m.diag()[union > 0] / union[union > 0]).mean()
