import torch

from interviewer.challenges.kit import Case, Cases

START, END = 1, 2


def cases(rng: torch.Generator) -> Cases:
    def case(
        name: str,
        width: int,
        steps: int,
        vocabulary: int = 9,
        ends: float = 0.5,
        visible: bool = False,
    ) -> Case:
        # What comes next depends on the whole of the past: the rows are shared out among all pasts.
        logits = torch.randn(17, vocabulary, generator=rng)
        logits[:, END] += ends
        numbers = {"start": START, "end": END, "width": width, "steps": steps}
        return Case(name, (torch.log_softmax(logits, -1),), numbers, visible=visible, rtol=1e-4)

    def by_last(name: str, steps: int, *rows: tuple[float, ...]) -> Case:
        # Rows for what follows 3, what follows 4, and what follows anything else.
        numbers = {"start": START, "end": END, "width": 2, "steps": steps}
        table = torch.tensor(rows).log()
        return Case(name, (table,), numbers, visible=True, rtol=1e-4, extra={"by last": True})

    after_3, after_4 = (0.24, 0.2, 0.25, 0.16, 0.15), (0.04, 0.5, 0.4, 0.035, 0.025)
    yield by_last("the best start is a trap", 2, after_3, after_4, (0.01, 0.012, 0.008, 0.55, 0.42))
    after_3, after_4 = (0.02, 0.035, 0.03, 0.015, 0.9), (0.02, 0.04, 0.9, 0.025, 0.015)
    yield by_last("one ends early", 3, after_3, after_4, (0.045, 0.03, 0.45, 0.44, 0.035))
    yield case("a beam of three", 3, 4, visible=True)
    yield case("a beam of one", 1, 5)
    yield case("ends come often", 3, 7, ends=2.0, visible=True)
    yield case("ends come almost at once", 4, 12, ends=4.0)
    yield case("ends are rare", 4, 5, ends=-6.0)
    yield case("one step", 3, 1)
    yield case("no step", 3, 0)
    yield case("wider than the vocabulary", 12, 3, vocabulary=4)
    yield case("a wide beam", 8, 6, vocabulary=13, ends=1.5)
    yield case("a small vocabulary", 3, 8, vocabulary=3, ends=0.0)


def exercise(entry, case):
    (table,) = case.args

    def log_probs(tokens):
        past = [int(token) for token in tokens]
        if case.extra.get("by last"):
            return table[{3: 0, 4: 1}.get(past[-1], 2)].clone()
        return table[
            sum((i + 2) * (token + 1) for i, token in enumerate(past)) % len(table)
        ].clone()

    beam = entry(log_probs, **case.kwargs)
    # As text, so that a sequence that is too long is shown beside the right one.
    return {"result": [[" ".join(str(token) for token in tokens), score] for tokens, score in beam]}
