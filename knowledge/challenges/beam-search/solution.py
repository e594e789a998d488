from collections.abc import Callable

import torch


def beam_search(
    log_probs: Callable[[list[int]], torch.Tensor], start: int, end: int, width: int, steps: int
) -> list[tuple[list[int], float]]:
    """Return the ``width`` best hypotheses with their scores, best first."""
    beam = [([start], 0.0)]
    for _ in range(steps):
        candidates = [(tokens, score) for tokens, score in beam if tokens[-1] == end]
        if len(candidates) == len(beam):
            break
        for tokens, score in beam:
            if tokens[-1] != end:
                further = enumerate(log_probs(tokens).tolist())
                candidates += [(tokens + [token], score + gain) for token, gain in further]
        # One ranking for all: a good hypothesis may leave several heirs, a poor one none.
        beam = sorted(candidates, key=lambda one: one[1], reverse=True)[:width]
    return beam
