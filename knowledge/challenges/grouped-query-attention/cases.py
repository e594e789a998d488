import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def qkv(
        heads: int, groups: int, queries: int, keys: int, dtype: torch.dtype = torch.float32
    ) -> tuple[torch.Tensor, ...]:
        shapes = ((2, heads, queries, 7), (2, groups, keys, 7), (2, groups, keys, 5))
        return tuple(
            (1.5 * torch.randn(*s, generator=rng, dtype=torch.float64)).to(dtype) for s in shapes
        )

    queries = int(torch.randint(3, 5, (), generator=rng))
    keys = int(torch.randint(8, 11, (), generator=rng))
    yield Case("two groups of three", qkv(6, 2, queries, keys), visible=True)
    yield Case("three groups of two", qkv(6, 3, queries, keys), visible=True)
    yield Case("one group", qkv(4, 1, queries, keys), visible=True)
    yield Case("as many groups as heads", qkv(3, 3, queries, keys))
    yield Case("one head", qkv(1, 1, queries, keys))
    yield Case("one query", qkv(8, 2, 1, keys))
    yield Case("one key", qkv(6, 2, queries, 1))
    yield Case("as many queries as keys", qkv(4, 2, 6, 6))
    yield Case("float64", qkv(6, 2, queries, keys, dtype=torch.float64))
    turned = tuple(x.transpose(1, 2).contiguous().transpose(1, 2) for x in qkv(6, 2, queries, keys))
    yield Case("not contiguous", turned)
    given = tuple(x.requires_grad_() for x in qkv(6, 2, queries, keys))
    yield Case("gradient", given, grad=True)
