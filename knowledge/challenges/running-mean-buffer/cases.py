import torch

from interviewer.challenges.kit import Case, Cases, build_module, gradients


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, modes: list[bool], visible: bool = False, grad: bool = False, n: int = 4, **init: float) -> Case:
        dim = 6
        x = (torch.randn(n, dim, generator=rng) + 2).requires_grad_(grad)
        state = {"mean": torch.randn(dim, generator=rng)}
        return Case(name, (x,), init={"dim": dim, **init}, state=state, visible=visible, grad=grad, extra={"modes": modes})

    yield case("training", [True], visible=True)
    yield case("evaluation", [False], visible=True)
    yield case("twice in training, then evaluation", [True, True, False])
    yield case("another momentum", [True, True], momentum=0.5)
    yield case("one sample", [True], n=1)
    yield case("gradient", [True], grad=True)
    yield case("evaluation first", [False, True, False])


def exercise(entry, case):
    module = build_module(entry, case)
    results = {}
    for number, mode in enumerate(case.extra["modes"], 1):
        last = module.train(mode)(*case.args)
        results[f"result of call {number}"] = last.detach().clone()
    results |= {
        "names in the state dict": sorted(module.state_dict()),
        "names of parameters": sorted(name for name, _ in module.named_parameters()),
        "names of buffers": sorted(name for name, _ in module.named_buffers()),
        "mean afterwards": module.mean.detach().clone(),
        "calls afterwards": int(module.calls),
    }
    return results | (gradients(last, {"argument 1": case.args[0]}) if case.grad else {})
