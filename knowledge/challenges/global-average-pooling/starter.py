import torch


def global_average_pool(x: torch.Tensor, real: torch.Tensor | None = None) -> torch.Tensor:
    """Return the mean of every channel over the pixels of the image, padding left out."""
    raise NotImplementedError
