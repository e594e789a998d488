"""How long one case takes and how much memory, measured alike for a submission and for the reference solution."""

import time
from collections.abc import Callable
from typing import Any

import torch

ENOUGH = 0.15
"""Seconds of measuring after which no further round is begun."""

MOST_ROUNDS = 7


def measure(work: Callable[[Any], object], prepare: Callable[[], Any], device: str) -> tuple[float, int]:
    """Return the fewest seconds that ``work`` takes, and on CUDA the bytes it allocates at its peak, else 0.

    Args:
        work: what is measured; called once before, to warm up.
        prepare: makes the argument anew for each call, outside the measured time.
        device: where it runs; on CUDA time is taken by the device's own events.
    """
    cuda = device.startswith("cuda")
    threads = torch.get_num_threads()
    # Threads wait for each other wherever the machine is busy, which would measure the machine.
    torch.set_num_threads(1)
    try:
        return _measured(work, prepare, device, cuda=cuda)
    finally:
        torch.set_num_threads(threads)


def _measured(
    work: Callable[[Any], object], prepare: Callable[[], Any], device: str, *, cuda: bool
) -> tuple[float, int]:
    work(prepare())
    times: list[float] = []
    peak = 0
    while not times or (sum(times) < ENOUGH and len(times) < MOST_ROUNDS):
        given = prepare()
        if cuda:
            torch.cuda.reset_peak_memory_stats(device)
            before = torch.cuda.memory_allocated(device)
            times.append(_on_cuda(work, given))
            peak = max(peak, torch.cuda.max_memory_allocated(device) - before)
        else:
            began = time.perf_counter()
            work(given)
            times.append(time.perf_counter() - began)
    # What else the machine does only adds to the time.
    return min(times), peak


def _on_cuda(work: Callable[[Any], object], given: Any) -> float:
    start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    torch.cuda.synchronize()
    start.record()
    work(given)
    end.record()
    torch.cuda.synchronize()
    return float(start.elapsed_time(end)) / 1000
