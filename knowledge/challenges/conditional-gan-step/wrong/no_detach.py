# fails: value
# says: reaches the generator
import torch
from torch.nn import functional as F


def gan_losses(generator, discriminator, real, labels, noise):
    fakes = generator(noise, labels)
    r, f = discriminator(real, labels), discriminator(fakes, labels)
    bce = F.binary_cross_entropy_with_logits
    return bce(r, torch.ones_like(r)) + bce(f, torch.zeros_like(f)), bce(f, torch.ones_like(f))
