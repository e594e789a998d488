import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, visible: bool = False, scale: float = 1.0) -> Case:
        real, noise = scale * torch.randn(n, 5, generator=rng), torch.randn(n, 3, generator=rng)
        return Case(name, (real, torch.randint(0, 4, (n,), generator=rng), noise), visible=visible)

    yield case("a small batch", 6, visible=True)
    yield case("one sample", 1)
    yield case("extreme samples", 4, scale=300.0)
    yield case("a larger batch", 33)


class Generator(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed, self.net, self.calls = nn.Embedding(4, 2), nn.Linear(5, 5), 0

    def forward(self, noise, labels):
        self.calls += 1
        return torch.tanh(self.net(torch.cat([noise, self.embed(labels)], dim=1)))


class Discriminator(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed, self.net = nn.Embedding(4, 2), nn.Linear(7, 1)

    def forward(self, x, labels):
        return self.net(torch.cat([x, self.embed(labels)], dim=1))


def exercise(entry, case):
    real, labels, noise = case.args
    torch.manual_seed(2)
    generator, discriminator = Generator().to(real.device), Discriminator().to(real.device)
    d_loss, g_loss = entry(generator, discriminator, real, labels, noise)
    results = {"d_loss": d_loss, "g_loss": g_loss, "runs of the generator": generator.calls}
    d_loss.backward(retain_graph=True)
    reached = any(p.grad is not None and bool(p.grad.abs().sum() > 0) for p in generator.parameters())
    results["d_loss reaches the generator"] = reached
    results["gradient of the discriminator"] = discriminator.net.weight.grad.clone()
    generator.zero_grad()
    g_loss.backward()
    results["gradient of the generator"] = generator.net.weight.grad
    return results
