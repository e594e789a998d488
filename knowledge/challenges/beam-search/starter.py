from collections.abc import Callable

import torch


def beam_search(
    log_probs: Callable[[list[int]], torch.Tensor], start: int, end: int, width: int, steps: int
) -> list[tuple[list[int], float]]:
    """Return the ``width`` best hypotheses with their scores, best first."""
    raise NotImplementedError
