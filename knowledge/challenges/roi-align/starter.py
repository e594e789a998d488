import torch


def roi_align(
    features: torch.Tensor,
    rois: torch.Tensor,
    size: tuple[int, int],
    scale: float = 1.0,
    samples: int = 2,
) -> torch.Tensor:
    """Return the crops of ``features`` (N, C, H, W) at ``rois`` (K, 5), as (K, C, ph, pw)."""
    raise NotImplementedError
