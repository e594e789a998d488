import torch


def global_average_pool(x: torch.Tensor, real: torch.Tensor | None = None) -> torch.Tensor:
    """Return the mean of every channel over the pixels of the image, padding left out."""
    if real is None:
        return x.mean(dim=(2, 3))
    # A product with the mask would keep nan, for nan * 0 is nan.
    total = torch.where(real.unsqueeze(1), x, 0).sum(dim=(2, 3))
    count = real.sum(dim=(1, 2)).clamp(min=1)
    return total / count.unsqueeze(1)
