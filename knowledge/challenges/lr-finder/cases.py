import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, low: float, high: float, steps: int, visible: bool = False, explode: int = 0, **named: float) -> Case:
        x, y = torch.randn(12, 4, generator=rng), torch.randn(12, 2, generator=rng)
        return Case(name, (x, y, low, high, steps), named, visible=visible, rtol=1e-3, atol=1e-4, extra={"explode": explode})

    yield case("four rates", 1e-3, 1e-1, 4, visible=True)
    yield case("one rate", 1e-2, 1e-1, 1)
    yield case("it diverges", 1e-2, 100.0, 12, visible=True)
    yield case("it diverges, stopped early", 1e-2, 100.0, 12, stop=1.5)
    yield case("the loss becomes nan", 1e-4, 1e-2, 8, explode=4)
    yield case("a narrow range", 0.05, 0.06, 6)


def exercise(entry, case):
    x, y, low, high, steps = case.args
    torch.manual_seed(5)
    model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2)).to(x.device)
    before = [p.detach().clone() for p in model.parameters()]
    calls = []

    def loss_of(net):
        calls.append(1)
        loss = nn.functional.mse_loss(net(x), y)
        return loss * float("nan") if len(calls) == case.extra["explode"] else loss

    found = entry(model, loss_of, low, high, steps, **case.kwargs)
    pairs = [list(pair) for pair in found]
    last_finite = [pair for pair in pairs if pair[1] == pair[1]]
    return {
        "number of rates tried": len(pairs),
        "rates": [pair[0] for pair in pairs],
        "losses": [pair[1] for pair in last_finite],
        "weights as before": all(torch.equal(a, p) for a, p in zip(before, model.parameters())),
        "no gradients left": all(p.grad is None for p in model.parameters()),
    }
