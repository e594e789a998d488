import math

import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    for name in ("xavier_normal_", "he_normal_"):
        wide, narrow = int(torch.randint(300, 420, (), generator=rng)), int(torch.randint(90, 140, (), generator=rng))

        def case(what: str, *shape: int, visible: bool = False, leaf: bool = False) -> Case:
            weight = torch.full(shape, 7.0)
            return Case(f"{name}, {what}", (weight.requires_grad_(leaf),), visible=visible, mutates=True, extra={"name": name})

        yield case("linear, fewer outputs", narrow, wide, visible=True)
        yield case("linear, more outputs", wide, narrow, visible=True)
        yield case("a 3×3 convolution", 64, 24, 3, 3, visible=True)
        yield case("a 1×5 convolution", 40, 90, 1, 5)
        yield case("a leaf that requires a gradient", narrow, wide, leaf=True)


def exercise(entry, case):
    weight = case.args[0]
    given = getattr(entry, case.extra["name"])(weight)
    return {
        "result": given.detach(),
        "weight afterwards": weight.detach().clone(),
        "is still a leaf": weight.is_leaf and weight.grad_fn is None,
    }


def check(case, want, got):
    want.pop("result"), want.pop("weight afterwards")
    weight, result = got.pop("weight afterwards"), got.pop("result")
    if not torch.is_tensor(result) or result.shape != weight.shape or not torch.equal(result, weight):
        return "The tensor that is returned should be the weight that was filled."
    fan_in, fan_out = weight[0].numel(), weight[:, 0].numel()
    variance = 2 / (fan_in + fan_out if case.extra["name"].startswith("xavier") else fan_in)
    n = weight.numel()
    if not bool(torch.isfinite(weight).all()):
        return "The weight holds numbers that are not finite."
    mean, seen = float(weight.double().mean()), float(weight.double().var())
    # Six standard errors: a right answer falls outside once in hundreds of millions of runs.
    if abs(mean) > 6 * math.sqrt(variance / n):
        return f"The weight's mean should be 0, and is {mean:.4g}."
    if abs(seen - variance) > 6 * variance * math.sqrt(2 / n):
        return f"The weight's variance should be about {variance:.5g}, and is {seen:.5g}."
    beyond = float((weight.double().abs() > 2 * math.sqrt(variance)).double().mean())
    if abs(beyond - 0.0455) > 6 * math.sqrt(0.0455 / n):
        return f"Of a normal distribution 4.6 % lie beyond two standard deviations; here it is {100 * beyond:.1f} %."
    return None
