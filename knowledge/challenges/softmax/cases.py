import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def draw(*shape: int, dtype: torch.dtype = torch.float32, scale: float = 2.0) -> torch.Tensor:
        return (scale * torch.randn(*shape, generator=rng, dtype=torch.float64)).to(dtype)

    # Never a square: broadcasting along the wrong dimension must not go through.
    rows, columns = int(torch.randint(3, 6, (), generator=rng)), int(torch.randint(6, 10, (), generator=rng))
    yield Case("a small batch", (draw(rows, columns), -1), visible=True)
    yield Case("one vector", (draw(5), 0), visible=True)
    yield Case("along the first dimension", (draw(rows, columns), 0), visible=True)
    yield Case("one element", (draw(1), 0))
    yield Case("a dimension of size 1", (draw(rows, 1, 3), 1))
    yield Case("a middle dimension of four", (draw(2, 3, columns, 4), 2))
    yield Case("an odd, long row", (draw(3, 1031), 1))
    yield Case("not contiguous", (draw(columns, rows).t(), 1))
    yield Case("an expanded row", (draw(1, columns).expand(rows, columns), 0))
    yield Case("large logits", (draw(rows, columns, scale=500.0) + 1000.0, -1))
    yield Case("some logits are minus infinity", (draw(3, 4).masked_fill(torch.eye(3, 4, dtype=torch.bool), -torch.inf), 1))
    yield Case("float64", (draw(rows, columns, dtype=torch.float64), 1))
    yield Case("bfloat16", (draw(rows, columns, dtype=torch.bfloat16), 1))
    yield Case("empty batch", (draw(0, columns), 1))
    yield Case("gradient", (draw(rows, columns).requires_grad_(), -1), grad=True)
    yield Case("gradient along the first dimension", (draw(rows, columns).requires_grad_(), 0), grad=True)
