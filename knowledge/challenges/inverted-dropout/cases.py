import torch

from interviewer.challenges.kit import Case, Cases, UnfitError


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, *shape: int, p: float, train: bool, visible: bool = False, dtype: torch.dtype = torch.float32) -> Case:
        x = torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)
        keep = torch.rand(*shape, generator=rng) >= p
        grad = torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)
        return Case(name, (x, p, keep, train), visible=visible, extra={"grad": grad})

    yield case("training", 4, 7, p=0.5, train=True, visible=True)
    yield case("training, few dropped", 4, 7, p=0.1, train=True, visible=True)
    yield case("evaluation", 3, 8, p=0.5, train=False, visible=True)
    yield case("nothing dropped", 3, 5, p=0.0, train=True)
    yield case("nearly all dropped", 6, 9, p=0.8, train=True)
    yield case("images", 2, 3, 4, 5, p=0.3, train=True)
    yield case("one element", 1, p=0.25, train=True)
    yield case("float64", 5, 3, p=0.4, train=True, dtype=torch.float64)


def exercise(entry, case):
    pair = entry.dropout_forward(*case.args)
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise UnfitError("dropout_forward(...) should return two things: the output and the cache.", "type")
    out, cache = pair
    grad = case.extra["grad"].to(out.device)
    return {"output": out, "gradient by hand": entry.dropout_backward(grad, cache)}
