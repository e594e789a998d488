import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, t: int, full: bool = False, visible: bool = False, dtype: torch.dtype = torch.float32, grad: bool = False) -> Case:
        scores = (3 * torch.randn(n, t, t, generator=rng)).to(dtype).requires_grad_(grad)
        lengths = torch.full((n,), t) if full else torch.randint(1, t, (n,), generator=rng)
        return Case(name, (scores, lengths), visible=visible, grad=grad)

    yield case("no padding", 2, 5, full=True, visible=True)
    yield case("padded", 3, 6, visible=True)
    yield case("as many samples as positions", 5, 5)
    yield case("two positions", 4, 2)
    yield case("half precision", 2, 5, dtype=torch.float16)
    yield case("float64", 2, 4, dtype=torch.float64)
    yield case("gradient", 2, 5, grad=True)
