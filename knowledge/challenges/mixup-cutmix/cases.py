import torch

from interviewer.challenges.kit import Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, entry: str, what: object, visible: bool = False, n: int = 4, size: tuple[int, int] = (6, 8)) -> Case:
        x = torch.randn(n, 3, *size, generator=rng)
        y = torch.nn.functional.one_hot(torch.randint(0, 5, (n,), generator=rng), 5).float()
        order = torch.roll(torch.arange(n), 1)
        return Case(f"{entry}, {name}", (x, y, order, what), visible=visible, extra={"name": entry})

    lam = 0.2 + 0.25 * float(torch.rand((), generator=rng))
    yield case("a small batch", "mixup", lam, visible=True)
    yield case("nothing of the partner", "mixup", 1.0)
    yield case("one sample", "mixup", lam, n=1)
    yield case("a box inside", "cutmix", (1, 2, 4, 7), visible=True)
    yield case("a box that reaches out", "cutmix", (-2, 5, 3, 12), visible=True)
    yield case("the whole image", "cutmix", (-1, -1, 20, 20))
    yield case("an empty box", "cutmix", (2, 3, 2, 6))
    yield case("another size", "cutmix", (0, 1, 5, 3), size=(5, 4))


def exercise(entry, case):
    images, labels = getattr(entry, case.extra["name"])(*case.args)
    return {"images": images, "labels": labels}
