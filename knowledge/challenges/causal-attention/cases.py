import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def qkv(
        new: int,
        length: int,
        d: int = 5,
        batch: int = 2,
        dtype: torch.dtype = torch.float32,
        scale: float = 1.5,
    ) -> tuple[torch.Tensor, ...]:
        shapes = ((batch, 3, new, d), (batch, 3, length, d), (batch, 3, length, 4))
        return tuple(
            (scale * torch.randn(*one, generator=rng, dtype=torch.float64)).to(dtype)
            for one in shapes
        )

    length = int(torch.randint(6, 9, (), generator=rng))
    yield Case("a whole sequence", qkv(length, length), visible=True)
    yield Case("the last three tokens", qkv(3, length), visible=True)
    yield Case("one new token", qkv(1, length))
    yield Case("one token in all", qkv(1, 1))
    yield Case("all but the first token", qkv(length - 1, length))
    yield Case("large scores, float64", qkv(length, length, dtype=torch.float64, scale=200.0))
    turned = tuple(x.transpose(1, 2).contiguous().transpose(1, 2) for x in qkv(4, length))
    yield Case("not contiguous", turned)
    yield Case("float64", qkv(4, length, dtype=torch.float64))
    # Kernels that keep the scores in float32 are right too.
    yield Case("bfloat16", qkv(3, length, dtype=torch.bfloat16), rtol=0.05, atol=0.05)
    yield Case("empty batch", qkv(3, length, batch=0))
    yield Case("gradient", tuple(x.requires_grad_() for x in qkv(length, length)), grad=True)
    yield Case(
        "gradient of the last tokens", tuple(x.requires_grad_() for x in qkv(2, length)), grad=True
    )
