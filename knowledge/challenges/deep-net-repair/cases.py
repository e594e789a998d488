import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases, UnfitError


def cases(rng: torch.Generator) -> Cases:
    for width, depth, visible in ((32, 50, True), (64, 50, False), (48, 20, False), (32, 5, False)):
        x = torch.randn(64, width, generator=rng)
        yield Case(f"width {width}, depth {depth}", (x,), init={"width": width, "depth": depth}, visible=visible)


def exercise(entry, case):
    x = case.args[0]
    net = entry(**case.init)
    layers = getattr(net, "layers", None)
    if not isinstance(net, nn.Module) or not isinstance(layers, nn.ModuleList):
        raise UnfitError("DeepNet(...) should be a module with `layers`, an nn.ModuleList.", "type")
    net.to(x.device)
    out = net(x)
    out.square().mean().backward()
    # An unused layer has no gradient, and one that hardly counts a tiny one.
    norms = [0.0 if layer.weight.grad is None else float(layer.weight.grad.norm()) for layer in layers]
    return {
        "shape of the result": list(out.shape),
        "shapes of the layers": [list(layer.weight.shape) for layer in layers],
        "mean square": float(out.detach().square().mean()),
        "gradient norms": norms,
    }


def check(case, want, got):
    want.pop("mean square"), want.pop("gradient norms")
    power, norms = got.pop("mean square"), got.pop("gradient norms")
    if not isinstance(power, float) or not 0.01 <= power <= 100:
        return f"The mean square of the output should be between 0.01 and 100, and is {power:.3g}."
    if not isinstance(norms, list) or len(norms) != case.init["depth"] or not all(n > 0 for n in norms):
        dead = sum(not n > 0 for n in norms) if isinstance(norms, list) else "all"
        return f"Every layer should matter: {dead} of {case.init['depth']} have no gradient."
    ratio = max(norms[0] / norms[-1], norms[-1] / norms[0])
    if not ratio < 100:
        return f"Gradient norms of the first and last layer should differ by less than a factor of 100, and differ by {ratio:.3g}."
    if not min(norms) > 1e-4 * max(norms):
        return "Every layer should matter: some have next to no gradient beside others."
    return None
