from collections.abc import Callable

import torch


@torch.no_grad()
def sample(
    cell: Callable[[int, torch.Tensor | None], torch.Tensor],
    readout: Callable[[torch.Tensor], torch.Tensor],
    start: int,
    max_len: int = 5,
    stop: int | None = None,
) -> list[int]:
    tokens, hidden = [start], None
    while len(tokens) < max_len:
        hidden = cell(tokens[-1], hidden)
        tokens.append(int(readout(hidden).argmax()))
        # Token 0 may be the stop token, so that its truth value says nothing.
        if stop is not None and tokens[-1] == stop:
            break
    return tokens
