import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    n, c = int(torch.randint(3, 6, (), generator=rng)), int(torch.randint(6, 10, (), generator=rng))

    def logits(rows: int = n, scale: float = 2.0, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return (scale * torch.randn(rows, c, generator=rng, dtype=torch.float64)).to(dtype)

    def target(rows: int = n) -> torch.Tensor:
        return torch.randint(0, c, (rows,), generator=rng)

    yield Case("a small batch", (logits(), target()), visible=True)
    yield Case("smoothed", (logits(), target()), {"label_smoothing": 0.1}, visible=True)
    yield Case("one row", (logits(1), target(1)), visible=True)
    yield Case("strongly smoothed", (logits(), target()), {"label_smoothing": 0.6})
    yield Case("large logits", (logits(scale=800.0), target()))
    yield Case("all logits far below zero", (logits() - 2000.0, target()))
    yield Case("float64", (logits(dtype=torch.float64), target()))
    yield Case("not contiguous", (torch.randn(c, n, generator=rng).t(), target()))
    yield Case("gradient", (logits().requires_grad_(), target()), grad=True)
    yield Case("gradient, smoothed", (logits().requires_grad_(), target()), {"label_smoothing": 0.2}, grad=True)
