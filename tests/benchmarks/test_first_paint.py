"""Time to the painted home screen, beside a bare Textual app with the same widgets; both on a pty, in turns."""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import pexpect
import pytest

from tests.e2e.terminal import PROGRAM

pytestmark = pytest.mark.benchmark

RUNS = 15
TARGET = 1.4

BARE = """
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Footer, Label, OptionList, Select, Static


class Bare(App[None]):
    BINDINGS = [("s", "start", "Start"), ("h", "sessions", "History"), ("a", "all", "All/none"), ("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static("interviewer")
        yield Static("Opening the bank…")
        with VerticalScroll():
            with Horizontal():
                yield Static("")
                yield Button("Resume (r)", compact=True)
                yield Button("Discard (x)", compact=True)
            with Horizontal():
                for name in ("Mode", "Level", "Length"):
                    with Vertical():
                        yield Label(name)
                        yield Select([(name, name), ("other", "other")], value=name, allow_blank=False, compact=True)
            yield Label("Topics (space chooses; none means all)")
            yield OptionList(compact=True)
            yield Button("Start (s)", compact=True)
        yield Footer()


Bare().run()
"""
PAINTED = b"Start (s)"


def milliseconds_to_paint(command: Sequence[str], home: Path) -> float:
    """Start a program on a 120x40 pty and time it until the last widget of the home screen is written."""
    environment = os.environ | {"INTERVIEWER_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    began = time.perf_counter()
    child: pexpect.spawn[bytes] = pexpect.spawn(command[0], list(command[1:]), dimensions=(40, 120), env=environment)
    child.delaybeforesend = None
    try:
        child.expect_exact(PAINTED, timeout=30)
        return (time.perf_counter() - began) * 1000
    finally:
        child.close(force=True)


def test_first_paint(tmp_path: Path) -> None:
    bare = tmp_path / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    commands = {
        "interviewer": [sys.executable, PROGRAM],
        "bare Textual": [sys.executable, str(bare)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(RUNS + 1):
        for name, command in commands.items():
            took = milliseconds_to_paint(command, tmp_path / "home")
            if run:
                times[name].append(took)
    ours, theirs = (median(times[name]) for name in commands)
    print()
    for name, taken in times.items():
        print(f"{name}: painted after {median(taken):.0f} ms [{min(taken):.0f}-{max(taken):.0f}], n={len(taken)}")
    print(f"ratio {ours / theirs:.2f} (target at most {TARGET})")
