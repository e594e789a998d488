import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, warmup: int, total: int, steps: list[int], visible: bool = False, **named: int) -> Case:
        base = 0.05 + float(torch.rand((), generator=rng))
        batch = int(torch.randint(2, 30, (), generator=rng)) * 64
        return Case(name, (base, batch, warmup, total), named, visible=visible, rtol=1e-6, atol=1e-9, extra={"steps": steps})

    total = int(torch.randint(80, 120, (), generator=rng))
    yield case("the rise", 10, total, [0, 1, 5, 8, 9], visible=True)
    yield case("the top", 10, total, [9, 10, 11], visible=True)
    yield case("the way down", 10, total, [20, 40, 60, total - 1, total])
    yield case("no warm-up", 0, total, [0, 1, total // 2])
    yield case("beyond the end", 5, total, [total, total + 1, 3 * total])
    yield case("a warm-up of one step", 1, total, [0, 1, 2])
    yield case("another base batch", 4, total, [0, 3, 30], base_batch=128)


def exercise(entry, case):
    return {"rates": [entry(step, *case.args, **case.kwargs) for step in case.extra["steps"]]}
