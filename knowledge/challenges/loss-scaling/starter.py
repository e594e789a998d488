from collections.abc import Callable, Iterable

import torch


class Scaler:
    """Scale losses so that small gradients survive half precision."""

    def __init__(
        self, scale: float = 2.0**16, growth: float = 2.0, backoff: float = 0.5, interval: int = 2000
    ) -> None:
        raise NotImplementedError

    def scale_loss(self, loss: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError

    def step(self, params: Iterable[torch.Tensor], update: Callable[[], None]) -> bool:
        raise NotImplementedError
