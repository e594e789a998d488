import torch

from interviewer.challenges.kit import Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    # The height is always below the width, lest a transposition hide.
    h, w = (int(torch.randint(*span, (), generator=rng)) for span in ((3, 5), (5, 8)))

    def draw(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)

    def size(name: str, *args: int, visible: bool = False, **named: int) -> Case:
        return Case(f"size: {name}", args, named, visible=visible, extra={"name": "output_size"})

    def conv(name: str, *args: torch.Tensor, **named: int) -> Case:
        shown, grad = (bool(named.pop(flag, False)) for flag in ("visible", "grad"))
        which = {"name": "conv_transpose2d"}
        return Case(name, args, named, visible=shown, grad=grad, extra=which)

    tiny = torch.tensor([[[[1.0, 2.0]]]]), torch.tensor([[[[1.0, 10.0, 100.0]]]])
    doubles = {"stride": 2, "padding": 1, "output_padding": 1}
    yield size("doubling with a kernel of 3", 7, 3, **doubles, visible=True)
    yield size("dilated", h, 4, stride=3, padding=2, dilation=3)
    yield size("stride 1", h + w, 5)
    yield conv("two pixels", *tiny, stride=2, visible=True)
    yield conv("stride 1 and bias", draw(2, 3, h, w), draw(3, 4, 2, 3), draw(4), visible=True)
    yield conv("strided", draw(2, 3, h, w), draw(3, 2, 4, 3), stride=2)
    yield conv("a stride above the kernel", draw(2, 3, h, w), draw(3, 2, 2, 1), draw(2), stride=3)
    yield conv("cropped", draw(2, 2, h, w), draw(2, 3, 3, 4), stride=2, padding=1)
    # Here part of what output_padding keeps has been laid down, and part has not.
    keeps = {"stride": 3, "padding": 1, "output_padding": 2}
    yield conv("output padding", draw(2, 2, h, w), draw(2, 3, 4, 5), draw(3), **keeps)
    more = {"stride": 2, "output_padding": 1}
    yield conv("output padding without padding", draw(2, 2, h, w), draw(2, 3, 3, 2), **more)
    yield conv("one pixel", draw(1, 1, 1, 1), draw(1, 2, 3, 4), draw(2), stride=2)
    yield conv("a 1x1 kernel", draw(3, 4, h, w), draw(4, 2, 1, 1), draw(2))
    yield conv("not contiguous", draw(w, h, 3, 2).permute(3, 2, 1, 0), draw(3, 4, 2, 3), stride=2)
    f64 = torch.float64
    yield conv("float64", draw(2, 3, h, w, dtype=f64), draw(3, 4, 3, 2, dtype=f64), stride=2)
    leaves = [t.requires_grad_() for t in (draw(2, 2, h, w), draw(2, 3, 4, 5), draw(3))]
    yield conv("gradient", *leaves, **keeps, grad=True)


def exercise(entry, case):
    return call(getattr(entry, case.extra["name"]), case)
