import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def draw(*shape: int, scale: float = 1.5, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return (scale * torch.randn(*shape, generator=rng, dtype=torch.float64)).to(dtype)

    def qkv(
        *lead: int, dtype: torch.dtype = torch.float32, scale: float = 1.5
    ) -> tuple[torch.Tensor, ...]:
        return tuple(
            draw(*lead, *shape, dtype=dtype, scale=scale)
            for shape in ((queries, d), (keys, d), (keys, dv))
        )

    def allowed(*shape: int) -> torch.Tensor:
        # Every query may look at the first key and at no more than all but the last.
        mask = torch.rand(*shape, generator=rng) < 0.5
        mask[..., 0], mask[..., -1] = True, False
        return mask

    # No two sizes are the same, so that nothing broadcasts or multiplies along the wrong dimension.
    queries, keys = (
        int(torch.randint(3, 6, (), generator=rng)),
        int(torch.randint(7, 10, (), generator=rng)),
    )
    d, dv = 6, 2
    yield Case("no batch", qkv(), visible=True)
    yield Case("a batch with heads", qkv(2, 3), visible=True)
    yield Case("a mask", (*qkv(2, 3), allowed(2, 3, queries, keys)), visible=True)
    yield Case("one mask for all", (*qkv(2, 3), allowed(queries, keys)))
    yield Case("padding of the keys", (*qkv(2, 3), allowed(2, 1, 1, keys)))
    nothing = allowed(2, queries, keys)
    nothing[0, 1], nothing[1, 0] = False, False
    yield Case("queries that see nothing", (*qkv(2), nothing))
    yield Case("one key", (draw(2, 3, 4), draw(2, 1, 4), draw(2, 1, 5)))
    # So many queries that the best key of some is sure to be masked out.
    large = [
        draw(2, *one, dtype=torch.float64, scale=500.0) for one in ((40, d), (keys, d), (keys, dv))
    ]
    yield Case("large scores, float64", (*large, allowed(2, 40, keys)))
    yield Case(
        "not contiguous",
        (draw(2, d, queries).transpose(1, 2), draw(2, d, keys).transpose(1, 2), draw(2, keys, dv)),
    )
    # Kernels that keep the scores in float32 are right too.
    yield Case("bfloat16", qkv(2, dtype=torch.bfloat16), rtol=0.05, atol=0.05)
    given = [x.requires_grad_() for x in qkv(2)]
    yield Case("gradient", tuple(given), grad=True)
    given = [x.requires_grad_() for x in qkv(2)]
    yield Case("gradient where some see nothing", (*given, nothing), grad=True)
