import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    def draw(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=rng)

    def case(name: str, n: int, c: int, size: tuple[int, int], reduction: int = 4, visible: bool = False, grad: bool = False) -> Case:
        r = c // reduction
        state = {"reduce.weight": draw(r, c), "reduce.bias": draw(r), "expand.weight": draw(c, r), "expand.bias": draw(c)}
        x = (2 * draw(n, c, *size) + 0.5).requires_grad_(grad)
        return Case(name, (x,), init={"channels": c, "reduction": reduction}, state=state, visible=visible, grad=grad)

    yield case("a small batch", 3, 8, (5, 6), visible=True)
    yield case("as square as can be", 8, 8, (8, 8), visible=True)
    yield case("another reduction", 2, 12, (4, 7), reduction=3)
    yield case("one image, one pixel", 1, 8, (1, 1))
    yield case("an oblong image", 2, 16, (1, 9))
    yield case("gradient", 2, 8, (3, 4), grad=True)


def exercise(entry, case):
    return drive_module(entry, case)
