import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, steps: int, lr: float, visible: bool = False) -> Case:
        x, y = torch.randn(n, 4, generator=rng), torch.randint(0, 3, (n,), generator=rng)
        return Case(name, (x, y, steps, lr), visible=visible, rtol=1e-3, atol=1e-4)

    yield case("a few steps", 8, 4, 0.5, visible=True)
    yield case("until it is learned", 6, 60, 1.0, visible=True)
    yield case("one sample", 1, 5, 0.5)
    yield case("one step", 5, 1, 0.3)
    yield case("a small learning rate", 9, 10, 0.01)


def exercise(entry, case):
    x, y, steps, lr = case.args
    torch.manual_seed(3)
    model = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 3)).to(x.device).eval()
    losses = entry(model, x, y, steps, lr)
    return {
        "losses": losses,
        "weights afterwards": model[2].weight.detach().clone(),
        "left in training mode": model.training,
    }
