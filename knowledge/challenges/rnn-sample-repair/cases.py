import torch
from torch import nn

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, start: int, visible: bool = False, stop_at: int | None = None, zero: bool = False, **named: int) -> Case:
        seed = int(torch.randint(0, 10**6, (), generator=rng))
        return Case(name, (start,), named, visible=visible, extra={"seed": seed, "stop_at": stop_at, "zero": zero})

    yield case("five by default", 2, visible=True)
    yield case("longer", 1, max_len=30, visible=True)
    yield case("one token", 3, max_len=1)
    yield case("two tokens", 0, max_len=2)
    yield case("a stop token", 1, stop_at=3, max_len=30)
    yield case("the stop token is 0", 4, stop_at=4, zero=True, max_len=30)


def exercise(entry, case):
    torch.manual_seed(case.extra["seed"])
    embed, cell, out = nn.Embedding(9, 6), nn.RNNCell(6, 8), nn.Linear(8, 9)
    with torch.no_grad():
        # What was said before must count as much as the last token.
        cell.weight_hh.mul_(8)
        out.weight.mul_(4)
    start, at = case.args[0], case.extra["stop_at"]
    grads, bias, said = [], torch.zeros(9), []

    def step(token, hidden):
        given = torch.tensor([token])
        return cell(embed(given), None if hidden is None else hidden[None])[0]

    def readout(hidden):
        logits = out(hidden) + bias
        grads.append(logits.requires_grad)
        said.append(1)
        if case.extra["zero"]:
            # The at-th token is 0, and none before it.
            logits = logits + torch.where(torch.arange(9) == 0, 1e4 if len(said) == at else -1e4, 0.0)
        return logits

    named = dict(case.kwargs)
    if case.extra["zero"]:
        named["stop"] = 0
    elif at is not None:
        with torch.no_grad():
            token, hidden = start, None
            for _ in range(at):
                hidden = step(token, hidden)
                token = int((out(hidden)).argmax())
        named["stop"] = token
    tokens = entry(step, readout, start, **named)
    return {
        "tokens": tokens,
        "kinds": sorted({type(token).__name__ for token in tokens}),
        "builds a graph": any(grads),
    }
