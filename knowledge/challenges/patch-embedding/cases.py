import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, c: int, size: tuple[int, int], p: int, dim: int, visible: bool = False, grad: bool = False) -> Case:
        def draw(*shape: int) -> torch.Tensor:
            return torch.randn(*shape, generator=rng)

        state = {"project.weight": draw(dim, c * p * p), "project.bias": draw(dim), "cls": draw(1, 1, dim)}
        x = draw(n, c, *size).requires_grad_(grad)
        return Case(name, (x,), init={"patch": p, "channels": c, "dim": dim}, state=state, visible=visible, grad=grad)

    yield case("an oblong image", 2, 3, (8, 12), 4, 5, visible=True)
    yield case("a square image", 2, 2, (6, 6), 3, 7, visible=True)
    yield case("one patch", 3, 3, (4, 4), 4, 6)
    yield case("patches of one pixel", 2, 4, (2, 3), 1, 5)
    yield case("one image, one channel", 1, 1, (4, 10), 2, 3)
    yield case("gradient", 2, 3, (4, 6), 2, 4, grad=True)


def exercise(entry, case):
    return drive_module(entry, case)
