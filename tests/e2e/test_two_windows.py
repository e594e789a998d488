"""One history in two windows at once: both get through, nothing is lost, and one that cannot write says so."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest

from interviewer.progress.history import History
from interviewer.progress.outcomes import DERIVED
from tests.e2e.terminal import PATIENCE, PROGRAM, Terminal
from tests.tui.bank import write_bank

HELD = "another window is writing to the history; close it or try again"
ROUNDS = 25
"""Lines that are sent to both windows; a session of four questions is over before."""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_bank(tmp_path_factory.mktemp("bank")))


def window(home: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Run the program with pipes for a terminal."""
    return subprocess.Popen(
        [PROGRAM, *arguments],
        env=os.environ | {"INTERVIEWER_HOME": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def file_of(home: Path) -> Path:
    return home / "data" / "history.sqlite3"


def answer(home: Path, bank: str, *windows: str) -> list[str]:
    """Hold a session in each of several windows, line by line in turn; gives what each of them said."""
    running = [
        window(home, "start", "--plain", "--bank", bank, "--questions", "4", "--seed", str(seed))
        for seed, _ in enumerate(windows)
    ]
    for process in running:
        assert process.stdout is not None
        while not process.stdout.readline().startswith("Question 1 of 4"):
            assert process.poll() is None
    for number in range(ROUNDS):
        for process, name in zip(running, windows, strict=True):
            assert process.stdin is not None
            with suppress(BrokenPipeError):  # its session is over
                process.stdin.write(f"{name} says {number}\n\n")
                process.stdin.flush()
        limit = time.monotonic() + PATIENCE
        for process, name in zip(running, windows, strict=True):
            while process.poll() is None and f"{name} says {number}" not in answers(home):
                assert time.monotonic() < limit, f"{name} does not store its answers"
    said = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0] * len(running)
    assert [errors for _, errors in said] == [""] * len(running)
    return [words for words, _ in said]


def answers(home: Path) -> list[str]:
    """Return all answers that are stored, in order."""
    query = (
        "SELECT json_extract(payload, '$.text') FROM event WHERE json_extract(payload, '$.act') = 'answer' ORDER BY id"
    )
    with closing(sqlite3.connect(f"file:{file_of(home)}?mode=ro", uri=True)) as connection:
        return [text for (text,) in connection.execute(query)]


def figures(home: Path) -> list[list[tuple[object, ...]]]:
    with closing(History.open(file_of(home))) as history:
        return [history.read(f"SELECT * FROM {table}") for table in DERIVED]


def test_two_sessions_at_once(tmp_path: Path, bank: str) -> None:
    said = answer(tmp_path, bank, "left", "right")
    assert all("Debrief" in words for words in said)
    with closing(History.open(file_of(tmp_path))) as history:
        assert history.notice is None
        assert history.read("PRAGMA integrity_check") == [("ok",)]
        assert [stored.finished is None for stored in history.sessions()] == [False, False]
    stored = answers(tmp_path)
    for name in ("left", "right"):
        own = [text for text in stored if text.startswith(name)]
        assert own == [f"{name} says {number}" for number in range(len(own))]
        assert len(own) >= 4
    turns = sum(one[:4] != following[:4] for one, following in pairwise(stored))
    assert turns >= 4, "they wrote in turn, not one after the other"
    told = window(tmp_path, "progress", "--json", "--bank", bank).communicate(timeout=60)
    assert json.loads(told[0])
    assert told[1] == ""
    once = figures(tmp_path)
    window(tmp_path, "progress", "--rebuild", "--bank", bank).communicate(timeout=60)
    assert figures(tmp_path) == once


def test_figures_made_anew_in_two_windows_at_once(tmp_path: Path, bank: str) -> None:
    answer(tmp_path, bank, "one", "two")
    window(tmp_path, "progress", "--bank", bank).communicate(timeout=60)
    before = figures(tmp_path)
    assert all(before[1:3])
    for _ in range(3):
        both = [window(tmp_path, "progress", "--rebuild", "--json", "--bank", bank) for _ in range(2)]
        said = [process.communicate(timeout=60) for process in both]
        assert [process.returncode for process in both] == [0, 0]
        assert all(re.fullmatch(r"interviewer: \d sessions? reckoned anew\n", errors) for _, errors in said), said
        assert figures(tmp_path) == before


HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(f"PRAGMA locking_mode = {sys.argv[2]}")
connection.execute("DELETE FROM reckoned")
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Let another process hold the history: NORMAL lets others read, EXCLUSIVE does not."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield
    finally:
        process.communicate(timeout=10)


@pytest.mark.parametrize("how", ["NORMAL", "EXCLUSIVE"])
def test_a_history_that_is_held_longer_than_the_wait(tmp_path: Path, bank: str, how: str) -> None:
    answer(tmp_path, bank, "before")
    commands = {
        "start": ("start", "--plain", "--bank", bank),
        "progress": ("progress", "--bank", bank),
        "doctor": ("doctor",),
    }
    with held(file_of(tmp_path), how):
        running = {name: window(tmp_path, *command) for name, command in commands.items()}
        said = {name: process.communicate("an answer\n\n", timeout=60) for name, process in running.items()}
    assert running["doctor"].returncode == 0
    if how == "NORMAL":
        assert running["progress"].returncode == 0
        assert said["progress"][1] == f"interviewer: the figures lack 1 session: {file_of(tmp_path)}: {HELD}\n"
        assert said["progress"][0].startswith("TODAY")
    else:
        assert running["progress"].returncode == 1
        assert said["progress"] == ("", f"interviewer: {file_of(tmp_path)}: {HELD}\n")
    looked = {"NORMAL": "intact, 1 session", "EXCLUSIVE": "locked by another window; close it and look again"}
    assert looked[how] in said["doctor"][0]
    told = said["start"][1]
    assert told.count("\n") == 1
    if how == "NORMAL":
        assert (running["start"].returncode, told) == (1, f"interviewer: {file_of(tmp_path)}: {HELD}\n")
    else:
        assert told == f"interviewer: {file_of(tmp_path)}: {HELD}; this session will not be remembered\n"
        assert "The session ends here; it could not be stored." in said["start"][0]
    with closing(History.open(file_of(tmp_path))) as history:
        assert history.notice is None
        assert history.read("PRAGMA integrity_check") == [("ok",)]
        assert len(history.sessions()) == 1


def test_the_interface_hears_keys_while_another_window_holds_the_history(tmp_path: Path, bank: str) -> None:
    with Terminal(
        "start", "--bank", bank, "--questions", "1", "--seed", "1", home=tmp_path, size=(100, 30)
    ) as terminal:
        terminal.see("Question 1 of 1", "Send")
        with held(file_of(tmp_path), "NORMAL"):
            terminal.press("first words")
            terminal.see("first words")
            time.sleep(1.5)  # what is typed is being stored, and waits
            pressed = time.monotonic()
            terminal.press(" and more")
            terminal.see("first words and more")
            assert time.monotonic() - pressed < 3
            terminal.press("f2")
            terminal.see("Not stored: ")
            assert "first words and more" in terminal.text, "it is still in the box"
            assert answers(tmp_path) == []
        terminal.press("f2")
        terminal.until(lambda: answers(tmp_path) == ["first words and more"], "the answer")
        terminal.press("ctrl+q")
        assert terminal.left()[0] == 0
