import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def draw(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return (2 * torch.randn(*shape, generator=rng, dtype=torch.float64) + 1).to(dtype)

    def sizes(batch: int, h: int, w: int) -> torch.Tensor:
        rows, columns = torch.arange(h)[:, None], torch.arange(w)
        tall = torch.randint(1, h, (batch, 1, 1), generator=rng)
        wide = torch.randint(1, w, (batch, 1, 1), generator=rng)
        return (rows < tall) & (columns < wide)

    def padded(x: torch.Tensor, real: torch.Tensor, junk: float) -> torch.Tensor:
        return x.masked_fill(~real.unsqueeze(1), junk)

    # Batch, channels, height and width all differ.
    b, c = 2, 3
    h, w = int(torch.randint(4, 6, (), generator=rng)), int(torch.randint(6, 9, (), generator=rng))
    yield Case("no padding", (draw(b, c, h, w),), visible=True)
    real = sizes(b, h, w)
    yield Case("padding of zeros", (padded(draw(b, c, h, w), real, 0.0), real), visible=True)
    yield Case(
        "padding of large numbers", (padded(draw(b, c, h, w), real, 1e4), real), visible=True
    )
    yield Case("padding of nan", (padded(draw(b, c, h, w), real, torch.nan), real))
    yield Case("padding of infinity", (padded(draw(b, c, h, w), real, -torch.inf), real))
    scattered = torch.rand(b, h, w, generator=rng) < 0.4
    scattered[:, 0, 0] = True
    yield Case("scattered pixels", (draw(b, c, h, w), scattered))
    empty = sizes(3, h, w)
    empty[1] = False
    yield Case("an image without pixels", (draw(3, 2, h, w), empty))
    yield Case("all pixels are real", (draw(b, c, h, w), torch.ones(b, h, w, dtype=torch.bool)))
    yield Case("one pixel", (draw(b, c, 1, 1),))
    yield Case("channels last", (draw(b, h, w, c).permute(0, 3, 1, 2), real))
    yield Case("float64", (draw(b, c, h, w, dtype=torch.float64), real))
    yield Case("bfloat16", (draw(b, c, h, w, dtype=torch.bfloat16), real))
    yield Case("empty batch", (draw(0, c, h, w), torch.ones(0, h, w, dtype=torch.bool)))
    yield Case("gradient", (draw(b, c, h, w).requires_grad_(),), grad=True)
    yield Case(
        "gradient with padding",
        (padded(draw(b, c, h, w), real, torch.nan).requires_grad_(), real),
        grad=True,
    )
