from collections.abc import Callable, Sequence

import torch
from torch import nn


def accumulated_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    loss_of: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    batches: Sequence[tuple[torch.Tensor, torch.Tensor]],
) -> float:
    total = sum(len(x) for x, _ in batches)
    optimizer.zero_grad()
    mean = 0.0
    for x, y in batches:
        # Each batch's mean counts by its share of the samples.
        loss = loss_of(model(x), y) * (len(x) / total)
        loss.backward()
        mean += loss.item()
    optimizer.step()
    optimizer.zero_grad()
    return mean
