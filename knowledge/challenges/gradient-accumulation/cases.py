import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, sizes: list[int], visible: bool = False, dirty: bool = False) -> Case:
        batches = [(torch.randn(n, 4, generator=rng), torch.randn(n, 2, generator=rng)) for n in sizes]
        return Case(name, (batches,), visible=visible, rtol=1e-4, atol=1e-5, extra={"dirty": dirty})

    yield case("equal sizes", [4, 4, 4], visible=True)
    yield case("a smaller last batch", [6, 6, 2], visible=True)
    yield case("one batch", [5])
    yield case("many batches of one", [1, 1, 1, 1])
    yield case("gradients from before", [3, 5], dirty=True)


def exercise(entry, case):
    batches = [tuple(pair) for pair in case.args[0]]
    torch.manual_seed(8)
    model = nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Linear(6, 2)).to(batches[0][0].device)
    steps = []

    class Counting(torch.optim.SGD):
        def step(self, closure=None):
            steps.append([p.grad.clone() for p in model.parameters()])
            return super().step(closure)

    optimizer = Counting(model.parameters(), lr=0.3)
    if case.extra["dirty"]:
        model(batches[0][0]).square().sum().backward()
    loss = entry(model, optimizer, nn.functional.mse_loss, batches)
    left = [p.grad for p in model.parameters() if p.grad is not None and bool(p.grad.abs().sum() > 0)]
    return {
        "mean loss": loss,
        "steps of the optimizer": len(steps),
        "gradient at the step": steps[0][0] if steps else None,
        "weight afterwards": model[0].weight.detach().clone(),
        "gradients left": len(left),
    }
