import torch

from interviewer.challenges.kit import Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    # The height is always below the width, and every pair unlike, lest a transposition hide.
    h, w = (int(torch.randint(*span, (), generator=rng)) for span in ((6, 9), (10, 13)))

    def draw(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)

    def columns(name: str, x: torch.Tensor, kernel: tuple[int, int], **named: object) -> Case:
        shown = bool(named.pop("visible", False))
        return Case(name, (x, kernel), named, visible=shown, extra={"name": "im2col"})

    def conv(name: str, *args: torch.Tensor, **named: object) -> Case:
        shown, grad = (bool(named.pop(flag, False)) for flag in ("visible", "grad"))
        return Case(name, args, named, visible=shown, grad=grad, extra={"name": "conv2d"})

    def leaves(*tensors: torch.Tensor) -> list[torch.Tensor]:
        return [tensor.requires_grad_() for tensor in tensors]

    every = {"stride": (2, 3), "padding": (3, 1), "dilation": (3, 2)}
    counted = torch.arange(6.0).reshape(1, 1, 2, 3)
    yield columns("columns of a tiny image", counted, (2, 2), visible=True)
    yield columns("columns of an oblong kernel", draw(2, 3, h, w), (2, 3))
    yield columns("columns, everything unlike", draw(2, 3, h, w), (3, 2), **every)
    yield columns("columns of the whole image", draw(2, 3, 4, 5), (4, 5))
    yield conv("a tiny image", counted, torch.tensor([[[[1.0, 0.0], [0.0, 10.0]]]]), visible=True)
    yield conv("a batch with bias", draw(2, 3, h, w), draw(4, 3, 2, 3), draw(4), visible=True)
    yield conv("strided", draw(2, 2, h, w), draw(5, 2, 3, 2), stride=(2, 3))
    yield conv("padded", draw(2, 2, h, w), draw(5, 2, 3, 2), padding=(2, 1))
    yield conv("dilated", draw(2, 2, h, w), draw(5, 2, 3, 2), dilation=(2, 3))
    yield conv("everything at once", draw(2, 3, h, w), draw(4, 3, 3, 2), draw(4), **every)
    yield conv("a 1x1 kernel", draw(3, 4, h, w), draw(2, 4, 1, 1), draw(2))
    yield conv("one pixel, padded", draw(1, 1, 1, 1), draw(2, 1, 3, 3), padding=(1, 1))
    yield conv("not contiguous", draw(w, h, 3, 2).permute(3, 2, 1, 0), draw(4, 3, 2, 3), draw(4))
    f64 = torch.float64
    yield conv("float64", draw(2, 3, h, w, dtype=f64), draw(4, 3, 3, 3, dtype=f64))
    wanted = leaves(draw(2, 3, h, w), draw(4, 3, 3, 2), draw(4))
    yield conv("gradient", *wanted, **every, grad=True)


def exercise(entry, case):
    return call(getattr(entry, case.extra["name"]), case)
