import torch

from interviewer.challenges.kit import Case, Cases, build_module, drive_module


def cases(rng: torch.Generator) -> Cases:
    def case(
        name: str,
        *shape: int,
        count: int = 7,
        dim: int = 4,
        padding: int | None = None,
        dtype: torch.dtype = torch.float32,
        grad: bool = True,
        visible: bool = False,
    ) -> Case:
        ids = torch.randint(count, shape, generator=rng)
        if padding is not None:
            # Padding and its neighbour are there in every case.
            ids.view(-1)[0], ids.view(-1)[-1] = padding % count, (padding + 1) % count
        state = {
            "weight": torch.randn(count, dim, generator=rng, dtype=torch.float64).to(dtype) + 0.5
        }
        init = {"count": count, "dim": dim} | ({} if padding is None else {"padding_idx": padding})
        return Case(name, (ids,), init=init, state=state, grad=grad, visible=visible)

    length = int(torch.randint(8, 12, (), generator=rng))
    yield case("a batch of sequences", 3, length, visible=True)
    yield case("padding", 3, length, padding=0, visible=True)
    yield case("padding in the middle of the table", 3, length, padding=4)
    yield case("padding counted from the end", 3, length, padding=-1)
    yield Case(
        "as built",
        init={"count": 300, "dim": 30, "padding_idx": 3},
        extra={"bare": True},
        visible=True,
    )
    yield Case("as built, without padding", init={"count": 200, "dim": 40}, extra={"bare": True})
    yield Case(
        "as built, padding from the end",
        init={"count": 300, "dim": 30, "padding_idx": -2},
        extra={"bare": True},
    )
    yield case("three dimensions", 2, 3, 5, padding=2)
    yield case("one sequence", length, padding=1)
    # A row's gradient is a sum over its places, whatever their number.
    yield case("one row, many times", 40, count=2, dim=3, padding=1)
    yield case("as many rows as columns", 2, length, count=4, dim=4, padding=1)
    yield case("one column", 3, length, dim=1)
    yield case("no ids", 0, 3, grad=False)


def exercise(entry, case):
    if not case.extra.get("bare"):
        return drive_module(entry, case)
    module = build_module(entry, case)
    names = [name for name, _ in module.named_parameters()]
    padding = case.init.get("padding_idx")
    weight = module.weight.detach()
    results = {"names of the parameters": names, "shape of weight": list(weight.shape)}
    if padding is not None:
        results["padding row at first"] = weight[padding].clone()
        weight = torch.cat([weight[: padding % len(weight)], weight[padding % len(weight) + 1 :]])
    return results | {
        "other rows at first": weight.clone(),
        "requires grad": module.weight.requires_grad,
    }


def check(case, want, got):
    rows = got.get("other rows at first")
    if not isinstance(rows, torch.Tensor) or rows.shape != want["other rows at first"].shape:
        return None
    del want["other rows at first"], got["other rows at first"]
    mean, std = float(rows.double().mean()), float(rows.double().std())
    # Of 8000 draws the mean is off by 0.06 once in ten million runs.
    if abs(mean) < 0.06 and abs(std - 1) < 0.06:
        return None
    return f"weight does not start standard normal: its mean is {mean:.3f}, its deviation {std:.3f}"
