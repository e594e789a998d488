# fails: value
# says: G_loss
import torch
from torch.nn import functional as F


def gan_losses(generator, discriminator, real, labels, noise):
    fakes = generator(noise, labels)
    r, f = discriminator(real, labels), discriminator(fakes.detach(), labels)
    bce = F.binary_cross_entropy_with_logits
    g = discriminator(fakes, labels)
    return bce(r, torch.ones_like(r)) + bce(f, torch.zeros_like(f)), -bce(g, torch.zeros_like(g))
