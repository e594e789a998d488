from collections.abc import Callable

import torch

Net = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def gan_losses(
    generator: Net,
    discriminator: Net,
    real: torch.Tensor,
    labels: torch.Tensor,
    noise: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the discriminator's and the generator's loss."""
    raise NotImplementedError
