from collections.abc import Callable, Iterable

import torch


class Scaler:
    def __init__(
        self, scale: float = 2.0**16, growth: float = 2.0, backoff: float = 0.5, interval: int = 2000
    ) -> None:
        self.scale, self.growth, self.backoff, self.interval = scale, growth, backoff, interval
        self.good = 0

    def scale_loss(self, loss: torch.Tensor) -> torch.Tensor:
        return loss * self.scale

    def step(self, params: Iterable[torch.Tensor], update: Callable[[], None]) -> bool:
        grads = [p.grad for p in params if p.grad is not None]
        for grad in grads:
            grad.div_(self.scale)
        finite = all(bool(torch.isfinite(grad).all()) for grad in grads)
        if finite:
            update()
            self.good += 1
            if self.good == self.interval:
                self.scale, self.good = self.scale * self.growth, 0
        else:
            # The scale was too large for this loss; the step is lost, the run is not.
            self.scale, self.good = self.scale * self.backoff, 0
        return finite
