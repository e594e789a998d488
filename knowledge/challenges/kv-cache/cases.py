import torch

from interviewer.challenges.kit import Case, Cases, build_module, gradients


def cases(rng: torch.Generator) -> Cases:
    def case(
        name: str,
        *calls: int,
        heads: int = 2,
        d: int = 4,
        past: int = 0,
        visible: bool = False,
        grad: bool = False,
        dtype: torch.dtype = torch.float32,
    ) -> Case:
        def draw(*shape: int) -> torch.Tensor:
            return torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)

        dim, batch = heads * d, 3
        names = ("q_proj", "k_proj", "v_proj", "out_proj")
        state = {f"{one}.weight": 1.5 * draw(dim, dim) / dim**0.5 for one in names}
        cache = [draw(batch, heads, past, d), draw(batch, heads, past, d)] if past else None
        return Case(
            name,
            (draw(batch, sum(calls), dim), cache),
            init={"dim": dim, "heads": heads},
            state=state,
            visible=visible,
            grad=grad,
            extra={"calls": list(calls)},
        )

    length = int(torch.randint(5, 8, (), generator=rng))
    yield case("a prompt in one call", length, visible=True)
    yield case("a prompt, then token by token", length, 1, 1, visible=True)
    yield case("a prompt, then several at once", length, 2, 3, visible=True)
    yield case("token by token from the start", 1, 1, 1, 1)
    yield case("a cache from elsewhere", 2, past=5)
    yield case("one head", 3, 2, heads=1)
    yield case("heads of one column", 3, 1, heads=5, d=1)
    yield case("more new tokens than old", 1, length)
    yield case("float64", 3, 2, dtype=torch.float64)
    yield case("gradient", 4, 2, grad=True)


def exercise(entry, case):
    module = build_module(entry, case)
    x, given = case.args
    cache = None if given is None else tuple(given)
    results, outs = {}, []
    for i, new in enumerate(x.split(case.extra["calls"], dim=1), 1):
        before = None if cache is None else [one.detach().clone() for one in cache]
        last = cache
        out, cache = module(new, cache)
        outs.append(out)
        results |= {f"result of call {i}": out, f"cache after call {i}": list(cache)}
        if before is not None:
            kept = all(torch.equal(one, other) for one, other in zip(before, last, strict=True))
            results[f"the cache given to call {i} is unchanged"] = kept
    return results | (gradients(outs, dict(module.named_parameters())) if case.grad else {})
