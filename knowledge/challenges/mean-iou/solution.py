import torch


def mean_iou(
    pred: torch.Tensor, target: torch.Tensor, classes: int, ignore: int = 255
) -> float:
    counted = target != ignore
    pairs = target[counted].long() * classes + pred[counted].long()
    table = torch.bincount(pairs, minlength=classes**2).view(classes, classes).double()
    hit = table.diag()
    union = table.sum(0) + table.sum(1) - hit
    present = union > 0
    return float((hit[present] / union[present]).mean()) if bool(present.any()) else 0.0
