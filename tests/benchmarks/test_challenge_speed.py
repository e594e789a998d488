"""From submission to verdict: on warm processes, and beside it a fresh interpreter that imports torch, in one run.

Also what a warm process weighs, and how long the interface stands still while its processes get warm.

Run with ``pytest tests/benchmarks/test_challenge_speed.py -m '' -s -n0`` to see the figures; only gross slowness fails.
"""

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from interviewer.challenges.events import Ready, Verdict
from interviewer.challenges.judge import Judge, Settings

RUNS = 15
WARM_UPS = 5
TICK = 0.001
TARGET_MS, SPARE_MB, GAP_MS = 60.0, 300.0, 50.0

YAML = """
id: fourteen
title: Softmax in fourteen cases
topic: activations
level: 1
minutes: 5
statement: Write `softmax(x, dim)`.
entry: [softmax]
forbidden: ["torch.softmax", "aten::_softmax", "nn.Softmax"]
hints: [one, two, three]
"""
CASES = """
import torch
from interviewer.challenges.kit import Case, Cases

def cases(rng: torch.Generator) -> Cases:
    for i in range(12):
        yield Case(f"case {i}", (torch.randn(3 + i, 5, generator=rng), -1 if i % 2 else 0), visible=i < 3)
    yield Case("gradient", (torch.randn(4, 7, generator=rng, requires_grad=True), -1), grad=True)
    yield Case("gradient along 0", (torch.randn(4, 7, generator=rng, requires_grad=True), 0), grad=True)
"""
SOLUTION = """
import torch

def softmax(x, dim):
    e = torch.exp(x - x.amax(dim=dim, keepdim=True))
    return e / e.sum(dim=dim, keepdim=True)
"""
COLD = """
import torch
scope = {}
exec(open("solution.py").read(), scope)
for i in range(14):
    x = torch.randn(3 + i, 5, requires_grad=i > 11)
    y = scope["softmax"](x, -1)
    assert torch.allclose(y, torch.softmax(x, -1))
    if i > 11:
        y.square().sum().backward()
        assert x.grad is not None
"""

pytestmark = pytest.mark.benchmark


@pytest.fixture
def challenge(tmp_path: Path) -> Path:
    folder = tmp_path / "fourteen"
    folder.mkdir()
    for name, text in {"challenge.yaml": YAML, "cases.py": CASES, "solution.py": SOLUTION}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "starter.py").write_text("import torch\n", encoding="utf-8")
    return folder


def describe(name: str, values: list[float]) -> str:
    values = sorted(values)
    return f"{name:52} median {statistics.median(values):7.1f} ms, best {values[0]:7.1f}, worst {values[-1]:7.1f}"


async def timed(judge: Judge, challenge: Path) -> float:
    began = time.perf_counter()
    verdict = await judge.verdict(challenge, SOLUTION)
    assert isinstance(verdict, Verdict)
    assert verdict.passed, verdict
    assert verdict.of == 14
    return 1000 * (time.perf_counter() - began)


async def runs(judge: Judge, challenge: Path, gap: float) -> list[float]:
    times = []
    for _ in range(RUNS):
        times.append(await timed(judge, challenge))
        await asyncio.sleep(gap)
    return times


def cold(folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", COLD], check=True, cwd=folder)
    return 1000 * (time.perf_counter() - began)


def memory_of_spares(interface: int) -> dict[str, float]:
    """Return the memory of the largest process under a referee of the interface's, in MiB.

    What is resident counts the pages of torch's libraries in each process, what is its own (USS) leaves them out, and
    of the proportional the sum over all processes is what they take together.
    """
    referees = psutil.Process(interface).children()
    family = [child for one in referees for child in one.children(recursive=True)]
    largest = max(family, key=lambda one: one.memory_info().rss)
    full = largest.memory_full_info()
    return {"USS": full.uss / 2**20, "RSS": full.rss / 2**20, "PSS": full.pss / 2**20}


async def longest_gap(work: Awaitable[object]) -> float:
    """Return the longest time in ms for which this loop, the interface's, did not run anything else."""
    moments = [time.perf_counter()]

    async def tick() -> None:
        while True:
            await asyncio.sleep(TICK)
            moments.append(time.perf_counter())

    ticking = asyncio.create_task(tick())
    await work
    ticking.cancel()
    moments.append(time.perf_counter())
    return 1000 * (max(later - earlier for earlier, later in pairwise(moments)) - TICK)


async def warm_up() -> None:
    """Start a referee and both spares, as the interface does when it opens."""
    async with Judge(Settings(device="cpu")) as judge:
        assert isinstance(await judge.warm(), Ready)
        await asyncio.sleep(2)


async def test_submission_to_verdict(challenge: Path) -> None:
    async with Judge(Settings(device="cpu")) as judge:
        began = time.perf_counter()
        ready = await judge.warm()
        assert isinstance(ready, Ready)
        print(f"\nCPU, {psutil.cpu_count()} processors, torch {ready.torch}, {ready.containment}")
        print(f"{'referee and first spare':52} warm after {1000 * (time.perf_counter() - began):.0f} ms")
        await asyncio.sleep(4)
        memory = memory_of_spares(psutil.Process().pid)
        figures = {gap: await runs(judge, challenge, gap) for gap in (3.0, 1.0, 0.3)}
    for gap, times in figures.items():
        print(describe(f"submission to verdict, 14 cases, {gap:g} s apart", times), f"(target {TARGET_MS:.0f})")
    print(describe("fresh `python` that imports torch, the same cases", [cold(challenge) for _ in range(5)]))
    sizes = ", ".join(f"{name} {value:.0f}" for name, value in memory.items())
    print(f"{'memory of a spare':52} {sizes} MiB (target: at most {SPARE_MB:.0f})")
    # Several times the targets: a busy machine must not fail it, a lost warm-up must.
    assert statistics.median(figures[3.0]) < 5 * TARGET_MS
    # What one more spare costs; the pages of torch that the processes share are there once.
    assert memory["USS"] < 1.2 * SPARE_MB


async def test_gaps_of_the_interface_while_it_warms_up() -> None:
    gaps = [await longest_gap(warm_up()) for _ in range(WARM_UPS)]
    idle = [await longest_gap(asyncio.sleep(3)) for _ in range(WARM_UPS)]
    print()
    print(describe("longest gap of the interface while warming up", gaps), f"(target {GAP_MS:.0f})")
    print(describe("the same while nothing happens", idle))
    assert statistics.median(gaps) < 5 * GAP_MS
