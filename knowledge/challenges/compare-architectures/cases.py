import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, visible: bool = False, same: bool = False) -> Case:
        seeds = torch.randint(0, 10**6, (n,), generator=rng).tolist()
        return Case(name, (seeds,), visible=visible, rtol=1e-4, atol=1e-6, extra={"same": same})

    yield case("three seeds", 3, visible=True)
    yield case("ten seeds", 10)
    yield case("one seed", 1)
    yield case("twice the same architecture", 4, same=True)


def exercise(entry, case):
    order = []

    def build(name, width):
        def make():
            order.append(name)
            return nn.Linear(width, 3)

        return make

    def run(model):
        return float(torch.sigmoid(model.weight.mean() * 5 + 0.2 * torch.randn(())))

    torch.manual_seed(99)
    before = torch.get_rng_state()
    found = entry(build("a", 4), build("b", 4 if case.extra["same"] else 7), run, case.args[0])
    return {
        "result": {name: found[name] for name in sorted(found)},
        "order of the builds": "".join(order),
        "random state as before": bool(torch.equal(before, torch.get_rng_state())),
    }
