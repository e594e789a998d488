from collections.abc import Callable

import torch
from torch.nn import functional as F

Net = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def gan_losses(
    generator: Net,
    discriminator: Net,
    real: torch.Tensor,
    labels: torch.Tensor,
    noise: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    fakes = generator(noise, labels)
    # To the discriminator the fakes are data: nothing of its loss reaches the generator.
    on_real, on_fake = discriminator(real, labels), discriminator(fakes.detach(), labels)
    d_loss = _against(on_real, 1.0) + _against(on_fake, 0.0)
    return d_loss, _against(discriminator(fakes, labels), 1.0)


def _against(logits: torch.Tensor, target: float) -> torch.Tensor:
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))
