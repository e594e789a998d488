import torch

from interviewer.challenges.kit import Case, Cases, drive_module


def cases(rng: torch.Generator) -> Cases:
    def case(
        name: str,
        heads: int,
        d: int,
        queries: int,
        keys: int,
        padding: bool = False,
        batch: int = 2,
        visible: bool = False,
        grad: bool = False,
        dtype: torch.dtype = torch.float32,
    ) -> Case:
        def draw(*shape: int) -> torch.Tensor:
            return torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)

        dim = heads * d
        names = ("q_proj", "k_proj", "v_proj", "out_proj")
        state = {f"{one}.weight": 1.5 * draw(dim, dim) / dim**0.5 for one in names}
        state |= {f"{one}.bias": draw(dim) for one in names}
        args = [
            draw(batch, queries, dim).requires_grad_(grad),
            draw(batch, keys, dim).requires_grad_(grad),
        ]
        if padding:
            # Rows of different lengths, and never a whole row.
            args.append(torch.arange(keys) < torch.arange(batch)[:, None] + keys - batch)
        init = {"dim": dim, "heads": heads}
        # The bias of the keys shifts all scores of a query alike: its gradient is mere rounding.
        return Case(
            name, tuple(args), init=init, state=state, visible=visible, grad=grad, atol=1e-5
        )

    queries, keys = (
        int(torch.randint(4, 6, (), generator=rng)),
        int(torch.randint(7, 10, (), generator=rng)),
    )
    yield case("two heads", 2, 3, queries, keys, visible=True)
    yield case("padding", 3, 2, queries, keys, padding=True, visible=True)
    yield case("one head", 1, 6, queries, keys)
    yield case("heads of one column", 5, 1, queries, keys)
    yield case("as many heads as columns in each", 3, 3, queries, keys)
    yield case("one query", 2, 3, 1, keys)
    yield case("one key", 2, 3, queries, 1)
    yield case("as many queries as keys", 2, 5, keys, keys, padding=True, batch=3)
    yield case("float64", 2, 3, queries, keys, dtype=torch.float64)
    yield case("gradient", 2, 3, queries, keys, padding=True, grad=True)


def exercise(entry, case):
    return drive_module(entry, case)
