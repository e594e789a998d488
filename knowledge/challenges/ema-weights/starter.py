from torch import nn


class Ema:
    """An exponential moving average of a model's weights."""

    def __init__(self, model: nn.Module, decay: float = 0.999) -> None:
        raise NotImplementedError

    def update(self, model: nn.Module) -> None:
        raise NotImplementedError
