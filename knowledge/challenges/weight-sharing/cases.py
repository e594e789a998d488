import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, d: int, h: int, visible: bool = False, grad: bool = False, dtype: torch.dtype = torch.float32) -> Case:
        def draw(*shape: int) -> torch.Tensor:
            return torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)

        state = {"weight": draw(h, d), "bias_in": draw(h), "bias_out": draw(d)}
        return Case(name, (draw(n, d).requires_grad_(grad),), init={"d_in": d, "d_hidden": h}, state=state, visible=visible, grad=grad)

    yield case("a small batch", 4, 7, 3, visible=True)
    yield case("gradient", 5, 6, 4, grad=True, visible=True)
    yield case("as wide as the input", 3, 5, 5)
    yield case("one sample", 1, 6, 2)
    yield case("one hidden unit", 4, 6, 1, grad=True)
    yield case("float64", 3, 7, 2, dtype=torch.float64)
    yield case("gradient, wider than the input", 3, 4, 9, grad=True)


def exercise(entry, case):
    return drive_module(entry, case)
