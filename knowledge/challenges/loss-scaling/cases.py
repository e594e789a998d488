import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, pattern: str, visible: bool = False, missing: bool = False, **init: float) -> Case:
        grads = []
        for letter in pattern:
            pair = [64 * torch.randn(3, 2, generator=rng), 64 * torch.randn(4, generator=rng)]
            if letter == "i":
                pair[1][2] = float("inf")
            if letter == "n":
                pair[0][1, 1] = float("nan")
            grads.append(pair)
        return Case(name, (grads, missing), init={"scale": 1024.0, **init}, visible=visible, mutates=True)

    yield case("a good step", "g", visible=True)
    yield case("an infinite gradient", "gig", visible=True)
    yield case("a gradient that is no number", "ngg")
    yield case("it grows", "ggggg", interval=2)
    yield case("a bad step starts the count again", "ggigggg", interval=3)
    yield case("another growth and backoff", "gigg", interval=2, growth=4.0, backoff=0.125)
    yield case("a parameter without gradient", "gg", missing=True)


def exercise(entry, case):
    grads, missing = case.args
    params = [torch.nn.Parameter(torch.zeros_like(one)) for one in grads[0]]
    scaler = entry(**case.init)
    updates, results = [], {"scaled loss": scaler.scale_loss(torch.tensor(1.5, device=grads[0][0].device))}
    for number, pair in enumerate(grads, 1):
        for i, (p, g) in enumerate(zip(params, pair)):
            p.grad = None if missing and i == 0 else g.clone()
        results[f"step {number} was taken"] = scaler.step(iter(params), lambda n=number: updates.append(n))
        results[f"scale after step {number}"] = float(scaler.scale)
        if bool(torch.isfinite(params[1].grad).all()):
            results[f"unscaled gradient of step {number}"] = params[1].grad.clone()
    results["updates called"] = list(updates)
    return results
