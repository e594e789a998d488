import torch
from torch.utils._python_dispatch import TorchDispatchMode

from interviewer.challenges.kit import Case, Cases, call


def cases(rng: torch.Generator) -> Cases:
    def qkv(
        queries: int, keys: int, d: int = 5, dtype: torch.dtype = torch.float32, grad: bool = False
    ) -> tuple[torch.Tensor, ...]:
        shapes = ((2, 3, queries, d), (2, 3, keys, d), (2, 3, keys, 4))
        drawn = (
            (1.5 * torch.randn(*s, generator=rng, dtype=torch.float64)).to(dtype) for s in shapes
        )
        return tuple(x.requires_grad_(grad) for x in drawn)

    queries = int(torch.randint(6, 8, (), generator=rng))
    keys = int(torch.randint(9, 12, (), generator=rng))
    yield Case("every key", qkv(queries, keys), visible=True)
    yield Case("causal", qkv(keys, keys), {"causal": True}, visible=True)
    yield Case("one query", qkv(1, keys))
    yield Case("one token, causal", qkv(1, 1), {"causal": True})
    yield Case("one column", qkv(queries, keys, d=1))
    yield Case("causal, as wide as long", qkv(5, 5), {"causal": True})
    yield Case("float64", qkv(queries, keys, dtype=torch.float64))
    yield Case("causal, float64", qkv(keys, keys, dtype=torch.float64), {"causal": True})
    yield Case("a long sequence", qkv(190, 200), visible=True, extra={"sizes": True})
    yield Case("a long sequence, causal", qkv(190, 190), {"causal": True}, extra={"sizes": True})
    yield Case("gradient", qkv(queries, keys, grad=True), grad=True)
    yield Case("gradient, causal", qkv(keys, keys, grad=True), {"causal": True}, grad=True)


class Sizes(TorchDispatchMode):
    """Remembers the largest tensor that any operation gives."""

    largest = 0

    def __torch_dispatch__(self, operator, types, args=(), kwargs=None):
        result = operator(*args, **(kwargs or {}))
        for one in result if isinstance(result, tuple | list) else [result]:
            if isinstance(one, torch.Tensor):
                self.largest = max(self.largest, one.numel())
        return result


def exercise(entry, case):
    if not case.extra.get("sizes"):
        return call(entry, case)
    with Sizes() as sizes:
        results = call(entry, case)
    return results | {"largest tensor": sizes.largest}


def check(case, want, got):
    largest = got.get("largest tensor")
    if not case.extra.get("sizes") or type(largest) is not int:
        return None
    del want["largest tensor"], got["largest tensor"]
    q, k, _ = case.args
    limit = q.shape[0] * q.shape[1] * q.shape[2] * k.shape[2]
    if largest < limit:
        return None
    return f"a tensor of {largest} numbers was made: one for each query and key are {limit}"
