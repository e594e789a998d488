import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    def case(
        name: str,
        batch: int,
        length: int,
        heads: int = 2,
        d: int = 3,
        visible: bool = False,
        grad: bool = False,
        dtype: torch.dtype = torch.float32,
    ) -> Case:
        def draw(*shape: int) -> torch.Tensor:
            return torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)

        dim = heads * d
        state = {
            f"{ln}.{part}": draw(dim) + 0.5
            for ln in ("ln_1", "ln_2")
            for part in ("weight", "bias")
        }
        layers = {
            "attn.c_attn": (3, 1),
            "attn.c_proj": (1, 1),
            "mlp.c_fc": (4, 1),
            "mlp.c_proj": (1, 4),
        }
        for layer, (out, into) in layers.items():
            state |= {
                f"{layer}.weight": draw(out * dim, into * dim) / dim**0.5,
                f"{layer}.bias": draw(out * dim),
            }
        x = (2 * draw(batch, length, dim) + 1).detach().requires_grad_(grad)
        return Case(
            name, (x,), init={"dim": dim, "heads": heads}, state=state, visible=visible, grad=grad
        )

    length = int(torch.randint(7, 10, (), generator=rng))
    yield case("two heads", 3, length, visible=True)
    yield case("three heads", 2, length, heads=3, d=2, visible=True)
    yield case("one head", 2, length, heads=1, d=5)
    yield case("heads of one column", 2, length, heads=5, d=1)
    yield case("one token", 3, 1)
    yield case("as many heads as columns in each", 2, length, heads=3, d=3)
    yield case("float64", 3, length, dtype=torch.float64)
    yield case("gradient", 2, length, grad=True, dtype=torch.float64)


def exercise(entry, case):
    return drive_module(entry, case)
