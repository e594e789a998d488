import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def draw(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)

    # Batch, heads, length and width all differ.
    length = int(torch.randint(4, 8, (), generator=rng))
    first = torch.arange(length)
    yield Case("from the start", (draw(2, 3, length, 8), first), visible=True)
    yield Case("another base", (draw(2, 3, length, 10), first, 100.0), visible=True)
    yield Case("positions further on", (draw(2, 3, length, 8), first + 11), visible=True)
    shuffled = torch.randperm(50, generator=rng)[:length]
    yield Case("positions in any order", (draw(2, 3, length, 8), shuffled))
    yield Case("position zero", (draw(2, 3, 1, 8), torch.zeros(1, dtype=torch.int64)))
    yield Case("one pair", (draw(2, 3, length, 2), first))
    yield Case("as long as there are pairs", (draw(3, 2, 4, 8), torch.arange(4) + 1))
    far = first * 997 + 20_011
    yield Case("float64, far positions", (draw(2, 3, length, 12, dtype=torch.float64), far))
    # 301 has no bfloat16 of its own. The products may be rounded in between.
    half = draw(2, 3, length, 8, dtype=torch.bfloat16)
    yield Case("bfloat16", (half, first * 7 + 301), rtol=0.05, atol=0.05)
    turned = draw(2, length, 3, 8).transpose(1, 2)
    yield Case("not contiguous", (turned, first))
    yield Case("empty batch", (draw(0, 3, length, 8), first))
    yield Case("gradient", (draw(2, 3, length, 6).requires_grad_(), first + 2), grad=True)
