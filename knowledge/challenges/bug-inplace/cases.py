import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, d: int, visible: bool = False, dtype: torch.dtype = torch.float32, grad: bool = True) -> Case:
        x, w = (torch.randn(*s, generator=rng, dtype=torch.float64).to(dtype).requires_grad_(grad) for s in ((n, d), (d, d)))
        return Case(name, (x, w), visible=visible, grad=grad)

    yield case("forward", 3, 5, grad=False, visible=True)
    yield case("gradients", 4, 6, visible=True)
    yield case("one sample", 1, 4)
    yield case("one feature", 5, 1)
    yield case("float64", 3, 4, dtype=torch.float64)
