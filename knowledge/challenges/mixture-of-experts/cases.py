import torch

from interviewer.challenges.kit import Case, Cases, build_module, gradients


def cases(rng: torch.Generator) -> Cases:
    def case(
        name: str,
        batch: int,
        length: int,
        experts: int = 5,
        k: int = 2,
        visible: bool = False,
        grad: bool = False,
        dtype: torch.dtype = torch.float32,
    ) -> Case:
        def draw(*shape: int) -> torch.Tensor:
            return torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)

        dim, hidden = 4, 7
        state = {"router.weight": draw(experts, dim)}
        for i in range(experts):
            state |= {
                f"experts.{i}.0.weight": draw(hidden, dim),
                f"experts.{i}.0.bias": draw(hidden),
            }
            state |= {f"experts.{i}.2.weight": draw(dim, hidden), f"experts.{i}.2.bias": draw(dim)}
        init = {"dim": dim, "hidden": hidden, "experts": experts, "k": k}
        x = draw(batch, length, dim).requires_grad_(grad)
        return Case(name, (x,), init=init, state=state, visible=visible, grad=grad)

    length = int(torch.randint(6, 10, (), generator=rng))
    yield case("two of five experts", 3, length, visible=True)
    yield case("one expert a token", 2, length, k=1, visible=True)
    yield case("three of six experts", 2, length, experts=6, k=3)
    yield case("all experts", 2, length, experts=3, k=3)
    yield case("only one expert", 2, length, experts=1, k=1)
    yield case("one token", 1, 1, experts=8)
    yield case("as many tokens as experts", 1, 5)
    yield case("float64", 3, length, dtype=torch.float64)
    yield case("gradient", 3, length, grad=True, dtype=torch.float64)


def exercise(entry, case):
    module = build_module(entry, case)
    rows = [0] * case.init["experts"]

    def count(e):
        def hook(_, given):
            rows[e] += given[0].numel() // case.init["dim"]

        return hook

    for e, expert in enumerate(module.experts):
        expert[0].register_forward_pre_hook(count(e))
    out = module(*case.args)
    results = {"result": out, "rows that each expert was called with": rows}
    leaves = {"argument 1": case.args[0], **dict(module.named_parameters())}
    return results | (gradients(out, leaves) if case.grad else {})
