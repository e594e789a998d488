import torch

from interviewer.challenges.kit import Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    def data(
        n: int, d: int, noise: float = 0.3, shift: float = 0.5, dtype: torch.dtype = torch.float64
    ) -> tuple[torch.Tensor, torch.Tensor]:
        x = torch.randn(n, d, generator=rng, dtype=torch.float64) + shift
        w = torch.randn(d, generator=rng, dtype=torch.float64) + 1.0
        y = x @ w + 2.5 + noise * torch.randn(n, generator=rng, dtype=torch.float64)
        return x.to(dtype), y.to(dtype)

    exact, steps = {"name": "closed_form"}, {"name": "gradient_steps"}
    n = int(torch.randint(12, 20, (), generator=rng))
    yield Case("exact", data(n, 3), visible=True, extra=exact)
    yield Case("exact, without noise", data(n, 4, noise=0.0), visible=True, extra=exact)
    yield Case("exact, one column", data(n, 1), extra=exact)
    yield Case("exact, columns far from zero", data(n, 2, shift=10.0), extra=exact)
    yield Case("exact, one row more than needed", data(5, 3), extra=exact)
    yield Case(
        "exact, float32", data(60, 2, dtype=torch.float32), rtol=1e-3, atol=1e-3, extra=exact
    )
    yield Case("one step", (*data(n, 3), 0.05, 1), visible=True, extra=steps)
    yield Case("ten steps", (*data(n, 3), 0.05, 10), visible=True, extra=steps)
    yield Case("no step", (*data(n, 3), 0.1, 0), extra=steps)
    yield Case("another rate", (*data(n, 2), 0.01, 25), extra=steps)
    yield Case("one row", (*data(1, 3), 0.05, 4), extra=steps)
    yield Case("one column", (*data(n, 1), 0.05, 7), extra=steps)
    yield Case("steps, float32", (*data(n, 3, dtype=torch.float32), 0.05, 10), extra=steps)


def exercise(entry, case):
    results = call(getattr(entry, case.extra["name"]), case)
    w, b = results["result"]
    detached = [one.detach() if isinstance(one, torch.Tensor) else one for one in (w, b)]
    return {"result": detached}
