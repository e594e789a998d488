import torch

from interviewer.challenges.kit import Case, Cases, build_module, drive_module


def cases(rng: torch.Generator) -> Cases:
    c = int(torch.randint(3, 6, (), generator=rng))

    def draw(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return (2 * torch.randn(*shape, generator=rng, dtype=torch.float64) + 1).to(dtype)

    def state(dtype: torch.dtype = torch.float32) -> dict[str, torch.Tensor]:
        var = draw(c, dtype=dtype).abs() + 0.5
        return {"weight": draw(c, dtype=dtype), "bias": draw(c, dtype=dtype), "running_mean": draw(c, dtype=dtype), "running_var": var}

    init = {"channels": c}
    train, evaluate = {"train": [True]}, {"train": [False]}
    yield Case("training, as built", (draw(2, c, 6, 7),), init=init, extra=train, visible=True)
    yield Case("training, with a state", (draw(2, c, 6, 7),), init=init, state=state(), extra=train, visible=True)
    yield Case("evaluation", (draw(2, c, 6, 7),), init=init, state=state(), extra=evaluate, visible=True)
    yield Case("evaluation of one image", (draw(1, c, 2, 3),), init=init, state=state(), extra=evaluate)
    yield Case("trained twice, then evaluated", (draw(2, c, 3, 4),), init=init, extra={"train": [True, True, False]})
    yield Case("another momentum", (draw(2, c, 3, 4),), init=init | {"momentum": 0.4}, state=state(), extra=train)
    yield Case("a large eps", (draw(2, c, 3, 4),), init=init | {"eps": 0.5}, state=state(), extra=train)
    yield Case("one pixel", (draw(5, c, 1, 1),), init=init, state=state(), extra=train)
    yield Case("float64", (draw(2, c, 3, 4, dtype=torch.float64),), init=init, state=state(torch.float64), extra=train)
    yield Case("gradient in training", (draw(2, c, 3, 4).requires_grad_(),), init=init, state=state(), extra=train, grad=True)
    given = draw(2, c, 3, 4).requires_grad_()
    yield Case("gradient in evaluation", (given,), init=init, state=state(), extra=evaluate, grad=True)


def exercise(entry, case):
    modes = case.extra["train"]
    if len(modes) == 1:
        return drive_module(entry, case, train=modes[0])
    module = build_module(entry, case)
    results = {}
    for call, mode in enumerate(modes, 1):
        results[f"result of call {call}"] = module.train(mode)(*case.args).detach()
    return results | {f"state.{name}": buffer for name, buffer in module.named_buffers()}
