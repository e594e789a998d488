import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, scale: float, max_norm: float, frozen: tuple[str, ...] = (), visible: bool = False) -> Case:
        shapes = {"0.weight": (5, 4), "0.bias": (5,), "2.weight": (3, 5), "2.bias": (3,)}
        grads = {n: scale * torch.randn(*s, generator=rng) for n, s in shapes.items() if n not in frozen}
        return Case(name, (grads, max_norm), visible=visible, rtol=1e-4, atol=1e-5)

    yield case("clipped", 2.0, 1.0, visible=True)
    yield case("short enough", 0.01, 1.0, visible=True)
    yield case("a frozen layer", 3.0, 0.5, ("0.weight", "0.bias"))
    yield case("no gradient at all", 1.0, 1.0, ("0.weight", "0.bias", "2.weight", "2.bias"))
    yield case("another limit", 1.0, 2.5)
    yield case("huge gradients", 1e6, 1.0)


def exercise(entry, case):
    grads, max_norm = case.args
    model = nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 3))
    first = next(iter(grads.values()), torch.zeros(()))
    model.to(first.device)
    for name, parameter in model.named_parameters():
        parameter.grad = grads[name].clone() if name in grads else None
    results = {"norms": entry.gradient_norms(model)}
    if isinstance(results["norms"], dict):
        results["names"] = list(results["norms"])
    results["total"] = entry.clip_gradients_(model, max_norm)
    for name, parameter in model.named_parameters():
        results[f"clipped {name}"] = parameter.grad
    return results
