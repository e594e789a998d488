import torch

from interviewer.challenges.kit import Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    h, w = (int(torch.randint(*span, (), generator=rng)) for span in ((3, 6), (6, 10)))

    def draw(*shape: int, scale: float = 2.0, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return (scale * torch.randn(*shape, generator=rng, dtype=torch.float64)).to(dtype)

    def coins(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        # Unequally many, and at least one of each.
        flat = (torch.rand(shape, generator=rng) < 0.3).flatten()
        flat[0], flat[-1] = True, False
        return flat.reshape(shape).to(dtype)

    def focal(name: str, *args: torch.Tensor, **named: object) -> Case:
        shown, grad = (bool(named.pop(flag, False)) for flag in ("visible", "grad"))
        which = {"name": "focal_loss"}
        return Case(f"focal: {name}", args, named, visible=shown, grad=grad, extra=which)

    def dice(name: str, logits: torch.Tensor, classes: int = 0, **named: object) -> Case:
        shown, grad = (bool(named.pop(flag, False)) for flag in ("visible", "grad"))
        n, c, height, width = logits.shape
        target = torch.randint(0, classes or c, (n, height, width), generator=rng)
        args, which = (logits, target), {"name": "dice_loss"}
        return Case(f"dice: {name}", args, named, visible=shown, grad=grad, extra=which)

    # Logits of a thousand, right and wrong, both ways round.
    sure = torch.tensor([1000.0, -1000.0, 1000.0, -1000.0, 0.5]), torch.tensor([1.0, 0.0, 0, 1, 1])
    yield focal("a small batch", draw(h, w), coins(h, w), visible=True)
    yield focal("other settings", draw(h, w), coins(h, w), alpha=0.7, gamma=3.5)
    yield focal("gamma of 0", draw(h, w), coins(h, w), gamma=0.0)
    yield focal("one element", draw(1), torch.ones(1))
    yield focal("three dimensions, not contiguous", draw(w, h, 2).permute(2, 1, 0), coins(2, h, w))
    f64 = torch.float64
    yield focal("float64", draw(h, w, dtype=f64), coins(h, w, dtype=f64))
    yield focal("logits of a thousand", *sure, visible=True)
    yield focal("gradient", draw(h, w).requires_grad_(), coins(h, w), grad=True)
    for gamma in (2.0, 0.5):
        leaf = sure[0].clone().requires_grad_()
        yield focal(f"gradient at a thousand, gamma {gamma}", leaf, sure[1], gamma=gamma, grad=True)
    yield dice("a small batch", draw(2, 4, h, w), visible=True)
    yield dice("another smoothing", draw(3, 2, h, w), smooth=0.1)
    yield dice("a class that is nowhere", draw(2, 5, h, w), classes=3)
    yield dice("large logits", draw(2, 3, h, w, scale=900.0))
    yield dice("float64, one image", draw(1, 3, h, w, dtype=f64))
    yield dice("gradient", draw(2, 3, h, w).requires_grad_(), grad=True)


def exercise(entry, case):
    return call(getattr(entry, case.extra["name"]), case)
