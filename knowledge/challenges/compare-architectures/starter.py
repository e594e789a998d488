from collections.abc import Callable, Sequence

from torch import nn


def compare(
    build_a: Callable[[], nn.Module],
    build_b: Callable[[], nn.Module],
    run: Callable[[nn.Module], float],
    seeds: Sequence[int],
) -> dict[str, float]:
    """Compare two architectures over the same seeds."""
    raise NotImplementedError
