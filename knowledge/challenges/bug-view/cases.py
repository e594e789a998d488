import torch

from interviewer.challenges.kit import Case, Cases


def cases(rng: torch.Generator) -> Cases:
    def case(name: str, n: int, t: int, heads: int, d: int, visible: bool = False, flipped: bool = False) -> Case:
        x = torch.randn(n, heads * d, t, generator=rng).transpose(1, 2) if flipped else torch.randn(n, t, heads * d, generator=rng)
        return Case(name, (x, heads), visible=visible)

    yield case("two heads", 2, 5, 2, 3, visible=True)
    yield case("as many heads as positions", 2, 4, 4, 3, visible=True)
    yield case("one head", 3, 4, 1, 5)
    yield case("heads of one feature", 2, 3, 6, 1)
    yield case("one position", 2, 1, 3, 4)
    yield case("not contiguous", 2, 5, 3, 2, flipped=True)


def exercise(entry, case):
    x, heads = case.args
    split = entry.split_heads(x, heads)
    return {"heads": split, "merged again": entry.merge_heads(split), "merged from memory": entry.merge_heads(split.contiguous() * 2)}
