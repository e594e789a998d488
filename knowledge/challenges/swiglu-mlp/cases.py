import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, *shape: int, hidden: int = 9, visible: bool = False, grad: bool = False, dtype: torch.dtype = torch.float32) -> Case:
        dim = shape[-1]

        def draw(*size: int) -> torch.Tensor:
            return torch.randn(*size, generator=rng, dtype=torch.float64).to(dtype)

        state = {"gate.weight": draw(hidden, dim), "up.weight": draw(hidden, dim), "down.weight": draw(dim, hidden)}
        return Case(name, (draw(*shape).requires_grad_(grad),), init={"dim": dim, "hidden": hidden}, state=state, visible=visible, grad=grad)

    yield case("a sequence", 2, 3, 5, visible=True)
    yield case("one vector", 6)
    yield case("as wide as it is deep", 4, 7, hidden=7, visible=True)
    yield case("one hidden unit", 3, 4, hidden=1)
    yield case("float64", 2, 5, dtype=torch.float64)
    yield case("gradient", 3, 4, hidden=6, grad=True)


def exercise(entry, case):
    return drive_module(entry, case)
