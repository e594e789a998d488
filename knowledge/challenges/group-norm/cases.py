import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, groups: int, c: int, *rest: int, visible: bool = False, grad: bool = False, eps: float = 1e-5, dtype: torch.dtype = torch.float32) -> Case:
        def draw(*shape: int) -> torch.Tensor:
            return (2 * torch.randn(*shape, generator=rng, dtype=torch.float64) + 1).to(dtype)

        init = {"groups": groups, "channels": c, "eps": eps}
        return Case(name, (draw(n, c, *rest).requires_grad_(grad),), init=init, state={"weight": draw(c), "bias": draw(c)}, visible=visible, grad=grad)

    yield case("two groups", 3, 2, 6, 4, 5, visible=True)
    yield case("one group", 2, 1, 4, 3, 5, visible=True)
    yield case("a group a channel", 2, 5, 5, 4, 3)
    yield case("no further dimensions", 4, 2, 8)
    yield case("a sequence", 2, 3, 6, 7)
    yield case("one image", 1, 2, 4, 3, 3)
    yield case("a large eps", 2, 2, 6, 3, 4, eps=0.5)
    yield case("float64", 2, 2, 4, 3, 5, dtype=torch.float64)
    yield case("gradient", 2, 2, 6, 3, 4, grad=True)


def exercise(entry, case):
    return drive_module(entry, case)
