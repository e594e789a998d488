import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def given(
        length: int,
        window: int,
        dtype: torch.dtype = torch.float32,
        scale: float = 1.5,
        grad: bool = False,
    ) -> tuple[torch.Tensor | int, ...]:
        shapes = ((2, 3, length, 5), (2, 3, length, 5), (2, 3, length, 4))
        drawn = (
            (scale * torch.randn(*s, generator=rng, dtype=torch.float64)).to(dtype) for s in shapes
        )
        return (*(x.requires_grad_(grad) for x in drawn), window)

    length = int(torch.randint(7, 11, (), generator=rng))
    yield Case("a window of three", given(length, 3), visible=True)
    yield Case("a window of two", given(length, 2), visible=True)
    yield Case("a window of one", given(length, 1))
    yield Case("as wide as the sequence", given(length, length), visible=True)
    yield Case("wider than the sequence", given(length, length + 5))
    yield Case("all but one", given(length, length - 1))
    yield Case("one token", given(1, 4))
    yield Case("large scores, float64", given(length, 3, dtype=torch.float64, scale=200.0))
    yield Case("float64", given(length, 4, dtype=torch.float64))
    *tensors, window = given(length, 3)
    yield Case(
        "not contiguous",
        (*(x.transpose(1, 2).contiguous().transpose(1, 2) for x in tensors), window),
    )
    yield Case("gradient", given(length, 3, grad=True), grad=True)
