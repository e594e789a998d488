import torch
from torch.utils._python_dispatch import TorchDispatchMode

from interviewer.challenges.kit import Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    def given(
        queries: int,
        keys: int,
        tile: int,
        dtype: torch.dtype = torch.float32,
        scale: float = 1.5,
        shift: float = 0.0,
        grad: bool = False,
    ) -> tuple[torch.Tensor | int, ...]:
        def draw(*shape: int, by: float, to: float) -> torch.Tensor:
            return (by * torch.randn(2, 3, *shape, generator=rng, dtype=torch.float64) + to).to(
                dtype
            )

        q, k = draw(queries, 5, by=scale, to=shift), draw(keys, 5, by=scale, to=-shift)
        v = draw(keys, 4, by=1.0, to=0.0)
        return (*(x.requires_grad_(grad) for x in (q, k, v)), tile)

    queries = int(torch.randint(6, 9, (), generator=rng))
    yield Case("tiles that fit", given(queries, 12, 3), visible=True)
    yield Case("a last tile that is smaller", given(queries, 11, 4), visible=True)
    yield Case("one tile", given(queries, 10, 10))
    yield Case("a tile larger than all", given(queries, 10, 64))
    yield Case("tiles of one key", given(queries, 10, 1))
    yield Case("one query", given(1, 11, 4))
    yield Case("one key", given(queries, 1, 4))
    yield Case("large scores", given(queries, 11, 3, dtype=torch.float64, scale=60.0))
    yield Case("scores far below zero", given(queries, 11, 3, dtype=torch.float64, shift=40.0))
    yield Case("float64", given(queries, 13, 4, dtype=torch.float64))
    q, k, v, tile = given(queries, 11, 4)
    k, v = (
        k.transpose(1, 2).contiguous().transpose(1, 2),
        v.transpose(1, 2).contiguous().transpose(1, 2),
    )
    yield Case("not contiguous", (q, k, v, tile))
    yield Case("a long sequence", given(90, 200, 16), visible=True, extra={"sizes": True})
    yield Case("gradient", given(queries, 11, 4, grad=True), grad=True)
    yield Case(
        "gradient of large scores", given(queries, 11, 4, torch.float64, 6.0, grad=True), grad=True
    )


class Sizes(TorchDispatchMode):
    """Remembers the largest tensor that any operation gives, views of ``known`` ones left out."""

    def __init__(self, known):
        super().__init__()
        self.largest = 0
        self.known = {one.untyped_storage().data_ptr() for one in known}

    def __torch_dispatch__(self, operator, types, args=(), kwargs=None):
        result = operator(*args, **(kwargs or {}))
        for one in result if isinstance(result, tuple | list) else [result]:
            if isinstance(one, torch.Tensor) and one.untyped_storage().data_ptr() not in self.known:
                self.largest = max(self.largest, one.numel())
        return result


def exercise(entry, case):
    if not case.extra.get("sizes"):
        return call(entry, case)
    with Sizes(case.args[:3]) as sizes:
        results = call(entry, case)
    return results | {"largest tensor": sizes.largest}


def check(case, want, got):
    largest = got.get("largest tensor")
    if not case.extra.get("sizes") or type(largest) is not int:
        return None
    del want["largest tensor"], got["largest tensor"]
    q, k, v, tile = case.args
    batch, heads, queries, d = q.shape
    limit = batch * heads * (queries + k.shape[2]) * max(tile, d, v.shape[3])
    if largest <= limit:
        return None
    return (
        f"a tensor of {largest} numbers was made; with this tile no more than {limit} are allowed"
    )
