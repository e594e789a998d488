import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    for name, visible in (("sizes of every kind", True), ("other sizes", False), ("larger sizes", False)):
        sizes = (torch.randperm(9, generator=rng)[:5] + 2).tolist()
        yield Case(name, tuple(size * (3 if name == "larger sizes" else 1) for size in sizes), visible=visible)
    yield Case("one of everything", (1, 1, 1, 1, 1))
    yield Case("one image, one channel", (1, 1, 5, 7, 3))
