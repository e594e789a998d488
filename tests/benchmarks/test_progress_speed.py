"""What progress costs as a history grows: time to the screen, to store an answer, to open; memory; the file.

Run with ``pytest tests/benchmarks/test_progress_speed.py -m '' -s -n0`` to see the figures, some three minutes for all;
the table is that of ``docs/progress.md``, and below it each column beside the same for a thousand answers. Nothing
depends on a figure: what must not grow with a history is asserted in ``tests/unit/progress/test_growth.py``.
"""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import pytest

from interviewer.interview.recording import catch_up
from interviewer.paths import user_paths
from interviewer.progress.attempts import questions_of
from interviewer.progress.history import History, dump
from interviewer.progress.outcomes import forget
from interviewer.tui.screens.progress import ProgressScreen
from interviewer.tui.services import Services
from tests.benchmarks.histories import DAY, END, library, live, played_sessions
from tests.tui.support import interface

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

SIZES = (1_000, 10_000, 100_000)
NOW = END + DAY
TIMES = 9
"""How often a screen is opened and a figure reckoned; the least is told, for the rest is what else the machine did."""

EVENTS = 400
"""Events that are stored one by one."""

FRESH = f"""
from pathlib import Path
from interviewer.paths import user_paths
from interviewer.progress.attempts import questions_of
from interviewer.tui.services import Services
services = Services(user_paths({{"INTERVIEWER_HOME": __import__("sys").argv[1]}}), clock=lambda: {NOW})
services.open()
services.progress(), questions_of(services.history)
services.close()
# Not `ru_maxrss`: a process begins with the peak of the one that started it.
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one size costs: milliseconds, but ``rebuild`` seconds, and ``memory`` and ``file`` MB."""

    answers: int
    screen: float
    engine: float
    stored: float
    stored_99: float
    reckoned: float
    reckoned_99: float
    opened: float
    memory: float
    rebuild: float
    file: float


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


async def to_the_screen(home: Path) -> float:
    """Give milliseconds from the key until the figures are laid out and painted, once everything is imported."""
    services = Services(user_paths({"INTERVIEWER_HOME": str(home)}), clock=lambda: NOW)
    taken = []
    async with interface(services, size=(120, 40)) as ui:
        for _ in range(TIMES + 1):
            ui.messages.clear()
            began = time.perf_counter()
            # Not the pilot's way to press a key, which waits for a while by itself.
            ui.app.simulate_key("p")
            await ui.until(lambda: isinstance(ui.app.screen, ProgressScreen) and "Due in the next 14 days" in ui.text())
            taken.append((time.perf_counter() - began) * 1000)
            await ui.press("h")
    return min(taken[1:])


def to_the_figures(home: Path) -> float:
    """Give milliseconds that the engine needs for everything the screen shows."""
    services = Services(user_paths({"INTERVIEWER_HOME": str(home)}), clock=lambda: NOW)
    services.open()
    assert services.history is not None
    history = services.history
    taken = [milliseconds(lambda: (services.progress(), questions_of(history))) for _ in range(TIMES)]
    services.close()
    return min(taken)


def peak_memory(home: Path) -> float:
    """Give the MB of a fresh process that opens the bank and the history and reckons the screen."""
    return int(subprocess.check_output([sys.executable, "-c", FRESH, str(home)], text=True)) * 1024 / 1e6


def one_by_one(history: History) -> tuple[list[float], list[float]]:
    """Store events as a session brings them; gives milliseconds of each until it is safe, and until it is reckoned."""
    stored, reckoned = [], []
    at = NOW
    for number, played in enumerate(played_sessions()):
        name = f"new{number}"
        history.begin(name, at, played.plan | {"session": name})
        for later, event in played.events:
            payload = event | {"at": at + later}
            began = time.perf_counter()
            history.append(name, at + later, payload)
            safe = time.perf_counter()
            catch_up(history, library().question)
            stored.append((safe - began) * 1000)
            reckoned.append((time.perf_counter() - began) * 1000)
        at += DAY / 8
        if len(stored) > EVENTS:
            break
    return stored, reckoned


def rows_alone(path: Path) -> list[float]:
    """Store the same events with nothing but SQLite, as a baseline; gives milliseconds of each."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, payload TEXT)")
    texts = [dump(event) for played in islice(played_sessions(), 20) for _, event in played.events]
    taken = [
        milliseconds(lambda text=text: connection.execute("INSERT INTO event (payload) VALUES (?)", (text,)))  # type: ignore[misc]
        for text in texts[:EVENTS]
    ]
    connection.close()
    return taken


def ninety_nine(taken: list[float]) -> float:
    return quantiles(taken, n=100)[98]


async def figures_of(answers: int, home: Path) -> Figures:
    path = user_paths({"INTERVIEWER_HOME": str(home)}).history
    history = History.open(path)
    live(history, answers)

    def rebuild() -> None:
        forget(history)
        catch_up(history, library().question)

    rebuilt = milliseconds(rebuild) / 1000
    history.close()
    size = path.stat().st_size / 1e6
    # A day's backup is made by whoever opens the history first.
    opened = min(milliseconds(lambda: History.open(path).close()) for _ in range(TIMES))
    engine, screen = to_the_figures(home), await to_the_screen(home)
    memory = await asyncio.to_thread(peak_memory, home)
    # What making the history has left to be written would be waited for with the first answers.
    await asyncio.to_thread(os.sync)
    history = History.open(path)
    stored, reckoned = one_by_one(history)
    history.close()
    return Figures(
        answers,
        screen,
        engine,
        median(stored),
        ninety_nine(stored),
        median(reckoned),
        ninety_nine(reckoned),
        opened,
        memory,
        rebuilt,
        size,
    )


async def test_what_progress_costs_as_a_history_grows(tmp_path: Path) -> None:
    played_sessions()
    base = rows_alone(tmp_path / "rows.db")
    made = [await figures_of(answers, tmp_path / str(answers)) for answers in SIZES]
    print(
        f"\na row of the same text with SQLite alone: {median(base):.1f} ms, 99 of 100 in {ninety_nine(base):.1f} ms\n"
    )
    heads = ("Answers", "Screen", "Engine", "Stored", "99 %", "Reckoned", "99 %", "Opened", "Memory", "Rebuilt", "File")
    units = ("", *["ms"] * 7, "MB", "s", "MB")
    print(f"| {' | '.join(f'{head}, {unit}' if unit else head for head, unit in zip(heads, units, strict=True))} |")
    print(f"|{' --: |' * len(heads)}")
    for one in made:
        print(f"| {one.answers:,} | {' | '.join(f'{value:,.1f}' for value in astuple(one)[1:])} |")
    for one in made[1:]:
        growth = [value / before for value, before in zip(astuple(one), astuple(made[0]), strict=True)]
        print(f"  {growth[0]:,.0f} times the answers: " + " | ".join(f"{value:.1f}×" for value in growth[1:]))
    assert [one.answers for one in made] == list(SIZES)
