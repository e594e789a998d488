import torch


def drop_path(
    branch: torch.Tensor, shortcut: torch.Tensor, p: float, keep: torch.Tensor, train: bool
) -> torch.Tensor:
    if not train:
        return shortcut + branch
    # One factor a sample, whatever the number of further dimensions.
    scale = keep.to(branch.dtype).view(-1, *[1] * (branch.dim() - 1)) / (1 - p)
    return shortcut + branch * scale
