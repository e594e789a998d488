import torch


def mean_iou(
    pred: torch.Tensor, target: torch.Tensor, classes: int, ignore: int = 255
) -> float:
    """Return the mean intersection over union of the classes that occur."""
    raise NotImplementedError
