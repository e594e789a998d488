# fails: value
# says: uns of the generator
import torch
from torch.nn import functional as F


def gan_losses(generator, discriminator, real, labels, noise):
    r, f = discriminator(real, labels), discriminator(generator(noise, labels).detach(), labels)
    bce = F.binary_cross_entropy_with_logits
    g = discriminator(generator(noise, labels), labels)
    return bce(r, torch.ones_like(r)) + bce(f, torch.zeros_like(f)), bce(g, torch.ones_like(g))
