# fails: value
# case: ignored pixels
import torch


def mean_iou(pred, target, classes, ignore=255):
    k = target != ignore
    m = torch.bincount(target[k] * classes + pred[k], minlength=classes**2).view(classes, classes).double()
    everywhere = torch.bincount(pred.flatten(), minlength=classes).double()
    union = everywhere + m.sum(1) - m.diag()
    return float((m.diag()[union > 0] / union[union > 0]).mean()) if bool((union > 0).any()) else 0.0
