import torch


def standardize(images: torch.Tensor, mean: list[float], std: list[float]) -> torch.Tensor:
    # Bytes wrap round at 256, so they become floats before anything is reckoned.
    x = images if images.is_floating_point() else images.float() / 255
    centre, scale = (
        torch.tensor(values, dtype=x.dtype, device=x.device)[:, None, None] for values in (mean, std)
    )
    return (x - centre) / scale
