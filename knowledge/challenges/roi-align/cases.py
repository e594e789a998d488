import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    # The height is always below the width, lest a transposition hide.
    h, w = (int(torch.randint(*span, (), generator=rng)) for span in ((7, 10), (12, 16)))
    f32, f64 = torch.float32, torch.float64

    def maps(*shape: int, dtype: torch.dtype = f32) -> torch.Tensor:
        return torch.randn(*shape, generator=rng, dtype=f64).to(dtype)

    def rois(count: int, images: int, scale: float = 1.0, dtype: torch.dtype = f32) -> torch.Tensor:
        """Return boxes well inside the feature map, for every image in turn from the last."""
        # The height is drawn from another range than the width.
        low = 1 + 2 * torch.rand(count, 2, generator=rng, dtype=f64)
        span = torch.tensor([7.0, 3.0], dtype=f64)
        extent = span * (0.5 + 0.5 * torch.rand(count, 2, generator=rng, dtype=f64))
        which = images - 1 - torch.arange(count, dtype=f64)[:, None] % images
        return torch.cat([which, low / scale, (low + extent) / scale], dim=1).to(dtype)

    ramp = torch.arange(16.0).reshape(1, 1, 4, 4)
    square = torch.tensor([[0.0, 0.0, 0.0, 4.0, 4.0]])
    yield Case("four by four", (ramp, square, (2, 2)), visible=True)
    yield Case("a batch", (maps(2, 3, h, w), rois(5, 2), (3, 4)), visible=True)
    quarter = {"scale": 0.25}
    yield Case("scaled", (maps(2, 2, h, w), rois(3, 2, 0.25), (2, 3)), quarter, visible=True)
    yield Case("one sample", (maps(2, 2, h, w), rois(3, 2), (2, 3)), {"samples": 1})
    yield Case("three samples", (maps(2, 2, h, w), rois(3, 2), (4, 2)), {"samples": 3})
    yield Case("one cell", (maps(3, 2, h, w), rois(3, 3), (1, 1)))
    small = rois(3, 2)
    small[:, 3:] = small[:, 1:3] + 0.3
    yield Case("boxes smaller than a pixel", (maps(2, 2, h, w), small, (2, 3)))
    whole = torch.tensor([[0.0, 0.0, 0.0, w, h], [1.0, 0.0, 0.0, w, h]])
    yield Case("up to the border", (maps(2, 2, h, w), whole, (h, w)), {"samples": 3})
    # Beyond the border by less than a pixel, by more, and altogether.
    over = [[0.0, -0.3, -0.4, 3.2, 2.7], [1.0, -4.1, -5.2, 4.3, 3.4], [0.0, 40.0, 50.0, 60.0, 60.0]]
    beyond = torch.tensor([*over, [1.0, w - 2.3, h - 3.1, w + 5.3, h + 4.4]])
    yield Case("beyond the border", (maps(2, 2, h, w), beyond, (3, 4)))
    yield Case("one pixel", (maps(1, 2, 1, 1), torch.tensor([[0.0, 0.1, 0.2, 0.8, 0.7]]), (2, 3)))
    apart = maps(w, h, 3, 2).permute(3, 2, 1, 0)
    yield Case("not contiguous", (apart, rois(4, 2), (2, 3)))
    yield Case("float64", (maps(2, 2, h, w, dtype=f64), rois(3, 2, dtype=f64), (2, 3)))
    yield Case("no boxes", (maps(2, 3, h, w), torch.zeros(0, 5), (2, 3)))
    yield Case("gradient", (maps(2, 2, h, w).requires_grad_(), rois(3, 2), (2, 3)), grad=True)
    leaf = maps(2, 2, h, w).requires_grad_()
    yield Case("gradient beyond the border", (leaf, beyond, (3, 2)), grad=True)
