import torch


def drop_path(
    branch: torch.Tensor, shortcut: torch.Tensor, p: float, keep: torch.Tensor, train: bool
) -> torch.Tensor:
    """Add a residual branch that training drops for whole samples."""
    raise NotImplementedError
