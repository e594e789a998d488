import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    for name in ("LayerNorm", "RMSNorm"):
        dim = int(torch.randint(5, 9, (), generator=rng))

        def draw(*shape: int, shift: float = 1.5, dtype: torch.dtype = torch.float32) -> torch.Tensor:
            return (2 * torch.randn(*shape, generator=rng, dtype=torch.float64) + shift).to(dtype)

        def state(dtype: torch.dtype = torch.float32) -> dict[str, torch.Tensor]:
            made = {"weight": draw(dim, dtype=dtype)}
            return made | ({"bias": draw(dim, dtype=dtype)} if name == "LayerNorm" else {})

        which = {"name": name}
        yield Case(f"{name}, as built", (draw(3, dim),), init={"dim": dim}, visible=True, extra=which)
        yield Case(f"{name}, with weights", (draw(3, dim),), init={"dim": dim}, state=state(), visible=True, extra=which)
        yield Case(f"{name}, four dimensions", (draw(2, 3, 4, dim),), init={"dim": dim}, state=state(), extra=which)
        yield Case(f"{name}, one vector", (draw(dim),), init={"dim": dim}, state=state(), extra=which)
        yield Case(f"{name}, a constant row", (torch.full((2, dim), 3.0),), init={"dim": dim}, state=state(), extra=which)
        tiny = {"dim": dim, "eps": 0.1}
        yield Case(f"{name}, a large eps", (0.1 * draw(3, dim),), init=tiny, state=state(), extra=which)
        doubles = draw(4, dim, dtype=torch.float64)
        yield Case(f"{name}, float64", (doubles,), init={"dim": dim}, state=state(torch.float64), extra=which)
        given = draw(3, dim).requires_grad_()
        yield Case(f"{name}, gradient", (given,), init={"dim": dim}, state=state(), grad=True, extra=which)


def exercise(entry, case):
    return drive_module(getattr(entry, case.extra["name"]), case)
