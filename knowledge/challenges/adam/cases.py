import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, steps: int, visible: bool = False, scale: float = 1.0, skip: bool = False, **init: object) -> Case:
        params = [torch.randn(4, 3, generator=rng), torch.randn(5, generator=rng)]
        grads = [[scale * torch.randn(*p.shape, generator=rng) for p in params] for _ in range(steps)]
        return Case(name, (params, grads, skip), init=init, visible=visible, mutates=True)

    yield case("one step", 1, visible=True)
    yield case("five steps", 5, visible=True)
    yield case("another learning rate", 3, lr=0.1)
    yield case("other betas", 4, betas=(0.5, 0.9))
    yield case("a large eps", 3, eps=0.5)
    yield case("tiny gradients", 3, scale=1e-4)
    yield case("a parameter without gradient", 3, skip=True)


def exercise(entry, case):
    values, grads, skip = case.args
    params = [torch.nn.Parameter(value.clone()) for value in values]
    optimizer = entry((p for p in params), **case.init)
    results = {}
    for number, given in enumerate(grads, 1):
        for i, (p, grad) in enumerate(zip(params, given)):
            p.grad = None if skip and i == 1 else grad.clone()
        optimizer.step()
        results[f"first parameter after step {number}"] = params[0].detach().clone()
    results["second parameter at the end"] = params[1].detach().clone()
    results["still leaves that require gradients"] = all(p.is_leaf and p.requires_grad for p in params)
    optimizer.zero_grad()
    results["gradients cleared"] = all(p.grad is None for p in params)
    return results
