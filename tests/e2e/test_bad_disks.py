"""Disks that are full, cannot be written, or give back something else: one clear line, and nothing stored is lost."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.progress.history import History
from tests.e2e.disks import fill, limit_files, small_disk
from tests.e2e.terminal import PROGRAM, Terminal
from tests.tui.bank import write_bank

ANSWER = "It zeroes random units of a layer during training and doubles the rest, the first item being a vector."

WIDE = (200, 40)
"""Columns and lines in which no message is wrapped."""


def options(bank: str) -> tuple[str, ...]:
    """Return what asks to explain dropout first."""
    return ("--bank", bank, "--topic", "demo", "--seed", "1")


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_bank(tmp_path_factory.mktemp("bank")))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


def answers(home: Path) -> list[str]:
    """Return every answer that is stored."""
    history = History.open(home / "data" / "history.sqlite3")
    try:
        assert history.notice is None
        return [
            event["text"]
            for stored in reversed(history.sessions())
            for event in history.events(stored.id)
            if event["act"] == "answer"
        ]
    finally:
        history.close()


# A full disk


def test_a_full_disk_line_by_line(disk: Path, bank: str) -> None:
    with Terminal("start", "--plain", *options(bank), home=disk, size=WIDE) as terminal:
        terminal.see("Question 1", "> ")
        ballast = fill(disk)
        terminal.press(ANSWER, "enter", "enter")
        terminal.see("the draft is not stored: ", "not stored: ", "the disk is full; free some space and try again")
        terminal.see("Nothing is lost: try again; an empty line sends your answer once more.")
        ballast.unlink()
        terminal.press("enter")
        terminal.see("Press Enter for the")
        terminal.kill()
        terminal.left()
    assert answers(disk) == [ANSWER]


def test_a_full_disk_in_the_interface(disk: Path, bank: str) -> None:
    with Terminal("start", *options(bank), home=disk) as terminal:
        terminal.see("Question 1", "Send")
        ballast = fill(disk)
        terminal.press(ANSWER)
        terminal.see("being a vector.")
        terminal.press("f2")
        terminal.see("Not stored: ", "the disk is full")
        assert "being a vector." in terminal.text
        ballast.unlink()
        terminal.press_until("f2", "You")
        terminal.kill()
        terminal.left()
    assert answers(disk) == [ANSWER]
