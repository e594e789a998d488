import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, *shape: int, classes: int = 4, used: int = 4, ignored: float = 0.0, visible: bool = False, **named: int) -> Case:
        target = torch.randint(0, used, shape, generator=rng)
        flip = torch.rand(shape, generator=rng) < 0.4
        pred = torch.where(flip, torch.randint(0, used, shape, generator=rng), target)
        ignore = named.get("ignore", 255)
        target = torch.where(torch.rand(shape, generator=rng) < ignored, torch.full_like(target, ignore), target)
        return Case(name, (pred, target, classes), named, visible=visible, rtol=1e-5, atol=1e-6)

    yield case("one map", 9, 11, visible=True)
    yield case("ignored pixels", 9, 11, ignored=0.3, visible=True)
    yield case("a class that does not occur", 8, 7, classes=6, used=3, visible=True)
    yield case("a batch", 3, 5, 6)
    yield case("another ignored value", 6, 7, ignored=0.4, ignore=100)
    yield case("everything ignored", 4, 5, ignored=1.1)
    yield case("one pixel", 1)
    yield case("a list of pixels", 57, used=2)
