import torch


def standardize(images: torch.Tensor, mean: list[float], std: list[float]) -> torch.Tensor:
    """Scale, take off the mean, divide by the deviation. It has faults; find them all."""
    images //= 255
    images = images - torch.tensor(mean)
    return (images / torch.tensor(std)).to(torch.uint8)
