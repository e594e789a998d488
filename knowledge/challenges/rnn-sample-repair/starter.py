from collections.abc import Callable

import torch


def sample(
    cell: Callable[[int, torch.Tensor | None], torch.Tensor],
    readout: Callable[[torch.Tensor], torch.Tensor],
    start: int,
    max_len: int = 5,
    stop: int | None = None,
) -> list[int]:
    """Generate tokens greedily. It has faults; find them all."""
    tokens = []
    hidden = None
    for _ in range(max_len):
        output = cell(start, hidden)
        token = readout(output).argmax()
        tokens.append(token)
        if stop and token == stop:
            break
    return tokens
