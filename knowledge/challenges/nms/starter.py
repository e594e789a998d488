import torch


def nms(
    boxes: torch.Tensor, scores: torch.Tensor, labels: torch.Tensor, threshold: float
) -> torch.Tensor:
    """Return the indices of the boxes that survive, by falling score."""
    raise NotImplementedError
