import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    """Yield cases of which two look alike, so that remembering the first one's answer does not help."""

    def draw(*shape: int) -> torch.Tensor:
        return 3 * torch.randn(*shape, generator=rng)

    yield Case("a small batch", (draw(3, 7),), visible=True)
    yield Case("another of the same shape", (draw(3, 7),))
    yield Case("one row", (draw(5),))
    yield Case("not contiguous", (draw(7, 3).t(),))
    yield Case("gradient", (draw(3, 7).requires_grad_(),), grad=True)
