import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, *shape: int, rank: int = 2, alpha: float = 4.0, bias: bool = True, visible: bool = False) -> Case:
        d = {"rank": rank, "alpha": alpha}
        values = [torch.randn(*s, generator=rng) for s in ((7, 5), (7,), (rank, 5), (7, rank))]
        return Case(name, (torch.randn(*shape, 5, generator=rng), values), init=d, visible=visible, extra={"bias": bias})

    yield case("a batch", 4, visible=True)
    yield case("another scale", 3, rank=4, alpha=1.0, visible=True)
    yield case("a sequence", 2, 3)
    yield case("rank one", 4, rank=1, alpha=8.0)
    yield case("no bias", 3, bias=False)


def exercise(entry, case):
    x, (weight, bias, a, b) = case.args
    base = nn.Linear(5, 7, bias=case.extra["bias"]).to(x.device)
    with torch.no_grad():
        base.weight.copy_(weight)
        if base.bias is not None:
            base.bias.copy_(bias)
    torch.manual_seed(1)
    layer = entry(base, **case.init)
    results = {
        "result at first": layer(x).detach(),
        "a starts away from zero": bool((layer.a != 0).any()),
        "trainable": sorted(name for name, p in layer.named_parameters() if p.requires_grad),
    }
    with torch.no_grad():
        layer.a.copy_(a)
        layer.b.copy_(b)
    out = layer(x)
    merged = layer.merge()
    results |= {"result": out.detach(), "result of the merged layer": merged(x).detach()}
    results["merged is a new nn.Linear"] = type(merged) is nn.Linear and merged is not base
    results["weight of the base"] = layer.base.weight.detach().clone()
    out.square().sum().backward()
    return results | {"gradient of a": layer.a.grad, "gradient of b": layer.b.grad}
