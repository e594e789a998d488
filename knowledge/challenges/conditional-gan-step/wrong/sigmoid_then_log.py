# fails: finite
# case: extreme samples
import torch


def gan_losses(generator, discriminator, real, labels, noise):
    fakes = generator(noise, labels)
    r = torch.sigmoid(discriminator(real, labels))
    f = torch.sigmoid(discriminator(fakes.detach(), labels))
    g = torch.sigmoid(discriminator(fakes, labels))
    return -r.log().mean() - (1 - f).log().mean(), -g.log().mean()
