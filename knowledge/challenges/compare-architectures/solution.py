import math
import statistics
from collections.abc import Callable, Sequence

import torch
from torch import nn


def compare(
    build_a: Callable[[], nn.Module],
    build_b: Callable[[], nn.Module],
    run: Callable[[nn.Module], float],
    seeds: Sequence[int],
) -> dict[str, float]:
    results: tuple[list[float], list[float]] = ([], [])
    with torch.random.fork_rng():
        for seed in seeds:
            for build, into in zip((build_a, build_b), results):
                # Seeded before the build: initialization draws numbers too.
                torch.manual_seed(seed)
                into.append(float(run(build())))
    a, b = results
    differences = [x - y for x, y in zip(a, b)]
    spread = _std(differences)
    difference = statistics.fmean(differences)
    return {
        "mean_a": statistics.fmean(a),
        "mean_b": statistics.fmean(b),
        "std_a": _std(a),
        "std_b": _std(b),
        "difference": difference,
        "t": difference / (spread / math.sqrt(len(seeds))) if spread > 0 else 0.0,
    }


def _std(values: list[float]) -> float:
    return statistics.stdev(values) if len(values) > 1 else 0.0
