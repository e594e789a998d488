import torch

from interviewer.challenges.kit import Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    def draw(*shape: int, scale: float = 2.0, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return (scale * torch.randn(*shape, generator=rng, dtype=torch.float64)).to(dtype)

    for name in ("silu", "gelu"):
        which = {"name": name}
        yield Case(f"{name}, a matrix", (draw(3, 5),), visible=True, extra=which)
        yield Case(f"{name}, one number", (draw(1),), extra=which)
        yield Case(f"{name}, wide range", (draw(4, 7, scale=6.0),), extra=which)
        yield Case(f"{name}, far from zero", (torch.tensor([-1000.0, 1000.0, -3.0, 30.0]),), extra=which)
        yield Case(f"{name}, float64", (draw(2, 3, 4, dtype=torch.float64),), extra=which)
        yield Case(f"{name}, not contiguous", (draw(6, 3).t(),), extra=which)
        yield Case(f"{name}, gradient", (draw(3, 4).requires_grad_(),), grad=True, extra=which)


def exercise(entry, case):
    return call(getattr(entry, case.extra["name"]), case)
