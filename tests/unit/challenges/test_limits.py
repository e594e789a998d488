"""What a submission may use, and that nothing it does outlives it or reaches the next run. A process for each."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest

from interviewer.challenges.events import CaseDone, NotReady, Output, Ready, RefereeDied, Started, Verdict
from interviewer.challenges.judge import Judge, Settings
from tests.unit.challenges.referees import Referee
from tests.unit.challenges.tasks import DOUBLE, DOUBLE_CASES, write_task

LIMITS = "limits: {seconds: 1, memory_mb: 1024, output_kb: 256}"


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_task(tmp_path_factory.mktemp("tasks") / "strict", DOUBLE_CASES, DOUBLE, more=LIMITS)


ENDLESS = """
def f(x):
    n = 0
    while True: n += 1
"""
SWALLOWS = """
def f(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""
STOPS = "import os, signal\ndef f(x):\n    os.kill(os.getpid(), signal.SIGSTOP)\n"
SHARED = """
import mmap
def f(x):
    shared = mmap.mmap(-1, 3 << 30)
    for i in range(0, 3 << 30, 1 << 20):
        shared[i : i + (1 << 20)] = bytes(1 << 20)
"""
FORGES = """
import os
def f(x):
    for number in range(3, 99):
        try:
            os.write(number, bytes(8) + b"{}")
        except OSError:
            pass
    return 2 * x
"""


@pytest.mark.parametrize(
    ("code", "stage", "says"),
    [
        (ENDLESS, "time", "There was no answer within 1 seconds. It was at line 4."),
        ("\nwhile True: pass\n", "time", "There was no answer within 1 seconds. It was at line 2."),
        ("def f(x):\n    return sum(iter(int, 1))\n", "time", "It was at line 2."),
        (SWALLOWS, "time", "It was at line "),
        (STOPS, "time", "There was no answer within 1 seconds."),
        ("import torch\ndef f(x):\n    return torch.ones(10 * 2**28)\n", "memory", "line 3: It asked for more memory"),
        ("def f(x):\n    while True:\n        print('x' * 1000)\n", "output", "more than 256 KiB"),
        ("import os\ndef f(x):\n    os._exit(0)\n", "died", "exit status 0"),
        ("import ctypes\ndef f(x):\n    ctypes.string_at(0)\n", "died", "segmentation fault. It was at line 3."),
        ("import os\ndef f(x):\n    os.closerange(3, 2000)\n    return 2 * x\n", "died", ""),
        (FORGES, "answer", "no answer"),
    ],
    ids=[
        "endless",
        "import",
        "C",
        "swallows",
        "SIGSTOP",
        "allocates",
        "floods",
        "exits",
        "crashes",
        "closes",
        "forges",
    ],
)
def test_a_limit_is_kept_and_named(referee: Referee, task: Path, code: str, stage: str, says: str) -> None:
    verdict = referee.verdict(code, task)
    assert verdict.stage == stage, verdict
    assert says in verdict.message
    assert referee.verdict(DOUBLE, task, trusted=True).passed


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Path:
    more = LIMITS.replace("seconds: 1", "seconds: 20")
    return write_task(tmp_path_factory.mktemp("tasks") / "patient", DOUBLE_CASES, DOUBLE, more=more)


@pytest.mark.parametrize(
    ("answer", "stage", "says"),
    [
        ("torch.ones(100, 1 << 20)", "answer", "it is 401 MiB large, and at most 256 MiB are taken."),
        ("torch.ones(1).expand(1 << 20, 1 << 20)", "answer", "it is 4194305 MiB large, and at most 256 MiB are taken."),
        ("torch.ones(60, 1 << 20)", "memory", "it is 240 MiB large, and its copies take more than the 1024 MiB that"),
        ("'x' * (9 << 20)", "answer", "it is 10 MiB large beside its tensors, and at most 8 MiB are taken."),
    ],
    ids=["tensor", "expanded", "tensor for its memory", "text"],
)
def test_an_answer_too_large_is_named(referee: Referee, patient: Path, answer: str, stage: str, says: str) -> None:
    verdict = referee.verdict(f"import torch\ndef f(x):\n    return {answer}\n", patient)
    assert (verdict.stage, verdict.case) == (stage, "small"), verdict
    assert verdict.message.startswith("The answer cannot be sent: it is ")
    assert says in verdict.message


def test_memory_that_no_limit_counts_is_watched(referee: Referee, patient: Path) -> None:
    verdict = referee.verdict(SHARED, patient)
    assert verdict.stage == "memory", verdict
    assert verdict.message.startswith("It used more than 1024 MiB of memory and was stopped.")


def test_a_flood_is_shown_up_to_a_size(referee: Referee, task: Path) -> None:
    events = referee.events("print('x' * 150_000)\n" + DOUBLE, task)
    text = "".join(event.text for event in events if isinstance(event, Output))
    assert text.startswith("x" * (64 << 10) + "\n… stdout beyond 64 KiB is not shown …\n")
    assert len(text) < 66_000
    assert any(isinstance(event, Verdict) and event.passed for event in events)


def test_what_one_run_leaves_behind_does_not_reach_the_next(referee: Referee, task: Path) -> None:
    poison = """
import torch
torch.allclose = torch.equal = lambda *a, **k: True
torch.Tensor.__mul__ = torch.Tensor.__rmul__ = lambda a, b: a
def f(x):
    return torch.zeros_like(x)
"""
    assert referee.verdict(poison, task).stage == "value"
    events = referee.events(DOUBLE, task)
    assert [event.passed for event in events if isinstance(event, CaseDone)] == [True, True]


@contextlib.asynccontextmanager
async def judging() -> AsyncIterator[Judge]:
    async with Judge(Settings(device="cpu")) as judge:
        yield judge


def family(of: int | None = None) -> list[psutil.Process]:
    """Return what this process, or another, has started, without what an earlier test of the session did."""
    try:
        return psutil.Process(of or os.getpid()).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def referees() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


async def gone(pids: set[int], seconds: float = 2.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" for pid in pids):
            return True
        await asyncio.sleep(0.02)
    return False


async def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it does not come"
        await asyncio.sleep(0.01)


LOOP = "print('begun', flush=True)\nwhile True:\n    pass\n"


async def test_cancelling_ends_a_run_at_once(task: Path) -> None:
    async with judging() as judge:
        ready = await judge.warm()
        assert isinstance(ready, Ready)
        began, verdict = 0.0, None
        async for event in judge.run(task, LOOP):
            if isinstance(event, Output):
                began = time.monotonic()
                await judge.cancel()
            verdict = event
        assert isinstance(verdict, Verdict)
        assert (verdict.stage, verdict.passed) == ("cancelled", False)
        assert time.monotonic() - began < 0.5
        assert (await judge.verdict(task, DOUBLE)).passed


async def test_a_run_that_nobody_follows_is_stopped(task: Path) -> None:
    async with judging() as judge:
        await judge.warm()
        async with contextlib.aclosing(judge.run(task, LOOP)) as events:
            async for event in events:
                if isinstance(event, Output):
                    break
        began = time.monotonic()
        # The next run would have to wait for the time limit.
        async for event in judge.run(task, DOUBLE):
            if isinstance(event, Started):
                break
        assert time.monotonic() - began < 0.5


async def test_many_may_wait_for_the_same_processes(task: Path) -> None:
    before = referees()
    async with judging() as judge:
        given_up = asyncio.create_task(judge.warm())
        await asyncio.sleep(0)
        first, second, verdict = asyncio.gather(judge.warm(), judge.warm()), judge.warm(), judge.verdict(task, DOUBLE)
        given_up.cancel()
        assert isinstance(await second, Ready)
        assert all(isinstance(ready, Ready) for ready in await first)
        assert (await verdict).passed
        assert len(referees() - before) == 1


async def test_closing_leaves_nothing_behind(task: Path) -> None:
    before = referees()
    async with judging() as judge:
        await judge.warm()
        (started,) = referees() - before
        pids = {started} | {child.pid for child in family(started)}
        assert len(pids) > 1
        events = judge.run(task, LOOP)
        async for event in events:
            if isinstance(event, Output):
                break
        await events.aclose()
    assert await gone(pids)


async def test_when_the_referee_dies_it_is_said_and_another_one_starts(task: Path) -> None:
    before = referees()
    async with judging() as judge:
        await judge.warm()
        (started,) = referees() - before
        pids = {child.pid for child in family(started)}
        last = None
        async for event in judge.run(task, LOOP):
            if isinstance(event, Output):
                # More output may be under way when it is dead already.
                with contextlib.suppress(ProcessLookupError):
                    os.kill(started, signal.SIGKILL)
            last = event
        assert isinstance(last, RefereeDied)
        assert "exit status -9" in last.message
        assert await gone(pids)
        assert (await judge.verdict(task, DOUBLE)).passed


async def test_an_interpreter_without_torch_is_told(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'no torch here' >&2\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    async with Judge(Settings(device="cpu", python=str(python), at_most="unprotected")) as judge:
        ready = await judge.warm()
    assert isinstance(ready, NotReady)
    assert ready.message


async def test_runs_follow_each_other_without_a_pause(referee: Referee, task: Path) -> None:
    verdicts = [await asyncio.to_thread(referee.verdict, DOUBLE, task) for _ in range(4)]
    assert all(verdict.passed for verdict in verdicts)
