"""The whole program on a real terminal: a session to its end, a kill and a resume, quitting at any moment."""

import os
import random
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.e2e.terminal import PROGRAM, Terminal
from tests.tui.bank import write_bank

LEAVES_SCREEN = b"\x1b[?1049l"
SHOWS_CURSOR = b"\x1b[?25h"
ANSWER = "It zeroes random units of a layer during training and doubles the rest, the first item being a vector."


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_bank(tmp_path_factory.mktemp("bank")))


def assert_left_well(terminal: Terminal) -> None:
    status, settings = terminal.left()
    assert status == 0, terminal.raw[-2000:]
    assert b"Traceback" not in terminal.raw
    assert b"Error" not in terminal.raw
    assert LEAVES_SCREEN in terminal.raw
    assert terminal.raw.rindex(SHOWS_CURSOR) > terminal.raw.rindex(b"\x1b[?25l")
    assert {"icanon", "echo", "isig"} <= set(settings.split())


@pytest.mark.parametrize("key", ["ctrl+j", "alt+enter", "f2"])
def test_every_key_that_sends_does_so_on_a_real_terminal(tmp_path: Path, bank: str, key: str) -> None:
    with Terminal("start", "--bank", bank, "--questions", "1", "--seed", "1", home=tmp_path) as terminal:
        terminal.see("Question 1 of 1", "Send")
        terminal.press("a thought")
        terminal.see("a thought")
        terminal.press(key)
        terminal.see("You")
        terminal.press("ctrl+q")
        assert_left_well(terminal)


@pytest.mark.parametrize("editor", ["", "/nowhere/edit", "false"])
def test_an_editor_that_fails_gives_the_terminal_back(tmp_path: Path, bank: str, editor: str) -> None:
    options = ("start", "--bank", bank, "--questions", "1", "--seed", "1")
    with Terminal(*options, home=tmp_path, EDITOR=editor, VISUAL="") as terminal:
        terminal.see("Question 1 of 1", "Send")
        terminal.press("a thought")
        terminal.see("a thought")
        terminal.press("f4")
        terminal.see({"": "set $EDITOR", "/nowhere/edit": "No such file", "false": "ended with status 1"}[editor])
        terminal.press(" goes on")
        terminal.see("a thought goes on")
        terminal.press("ctrl+q")
        terminal.left()


def finish_question(terminal: Terminal, number: int, total: int) -> None:
    """Answer the question on the screen, skip what is asked about it, see the verdict, and go on."""
    terminal.see(f"Question {number} of {total}", "Send")
    terminal.press(ANSWER)
    terminal.see("being a vector.")
    terminal.press("ctrl+j")
    terminal.until(
        lambda: "Next (Enter)" in terminal.text or "Type your answer" in terminal.text, "an empty box or the verdict"
    )
    if "Next (Enter)" not in terminal.text:
        terminal.press_until("f5", "Next (Enter)")
    terminal.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_three_questions_to_the_debrief(tmp_path: Path, bank: str, size: tuple[int, int]) -> None:
    with Terminal("start", "--bank", bank, "--questions", "3", "--seed", "1", home=tmp_path, size=size) as terminal:
        for number in (1, 2, 3):
            finish_question(terminal, number, 3)
        terminal.see("Debrief", "3 questions scored", "Your answer", "Key points")
        terminal.press("h")
        terminal.see("Start (s)", "History")
        terminal.press("ctrl+q")
        assert_left_well(terminal)


def drafts(home: Path) -> list[str]:
    file = home / "data" / "history.sqlite3"
    if not file.exists():
        return []
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        found = [text for (text,) in connection.execute("SELECT text FROM draft WHERE text <> ''")]
    connection.close()
    return found


def test_a_killed_session_goes_on_where_it_was(tmp_path: Path) -> None:
    with Terminal(home=tmp_path) as terminal:
        terminal.see("A mock interview in your terminal", "Topics", "Start (s)", " questions in ")
        terminal.press("s")
        terminal.see("Question 1 of 3")
        terminal.press("f5")
        terminal.see("Next (Enter)")
        terminal.press("enter")
        terminal.see("Question 2 of 3", "Type your answer")
        terminal.press("Half a thought about batch[0], σ²")
        terminal.until(lambda: drafts(tmp_path) == ["Half a thought about batch[0], σ²"], "the stored draft")
        asked = terminal.text.splitlines()[0].rpartition(" · ")[0].strip()
        terminal.kill()
        terminal.left()
    with Terminal(home=tmp_path) as terminal:
        terminal.see("Unfinished: practice of 3 questions", "Resume (r)")
        terminal.press("r")
        terminal.see(asked, "Half a thought about batch[0], σ²")
        terminal.press(" and more", "f2")
        terminal.until(lambda: drafts(tmp_path) == [], "the answer")
        terminal.see("Half a thought about batch[0], σ² and more")
        terminal.press("f12")
        terminal.see("Debrief")
        terminal.press("ctrl+q")
        assert_left_well(terminal)
    with Terminal(home=tmp_path) as terminal:
        terminal.see(" questions in ", "Start (s)")
        assert "Unfinished" not in terminal.text
        terminal.press("ctrl+q")
        assert_left_well(terminal)


def test_without_colour_the_terminal_gets_greys_that_can_be_read(tmp_path: Path, bank: str) -> None:
    with Terminal("start", "--bank", bank, "--questions", "1", home=tmp_path, NO_COLOR="1") as terminal:
        terminal.see("Question 1 of 1", "Send")
        terminal.press("f5")
        terminal.see("Score", "Next (Enter)")
        for line in terminal.screen.buffer.values():
            for cell in line.values():
                for colour in {cell.fg, cell.bg} - {"default"}:
                    assert colour[0:2] == colour[2:4] == colour[4:6], cell
                assert not cell.data.isalnum() or cell.fg != cell.bg, cell
        terminal.press("enter")
        terminal.see("Debrief")
        terminal.press("ctrl+q")
        assert_left_well(terminal)


MOMENTS = random.Random(3)


@pytest.mark.parametrize("moment", [0.0, *(round(MOMENTS.uniform(0.1, 1.2), 2) for _ in range(9))])
def test_quitting_at_any_moment_of_the_start(tmp_path: Path, moment: float) -> None:
    with Terminal(home=tmp_path) as terminal:
        time.sleep(moment)
        # Before the program reads keys, the terminal itself takes ctrl+q for "go on".
        pressed = 0.0
        while terminal.read():
            if time.monotonic() - pressed > 0.1:
                terminal.press("ctrl+q")
                pressed = time.monotonic()
            time.sleep(0.005)
        assert_left_well(terminal)


def test_ctrl_c_does_not_leave(tmp_path: Path, bank: str) -> None:
    with Terminal("start", "--bank", bank, home=tmp_path) as terminal:
        terminal.see("Question 1", "Send")
        terminal.press("\x03", "\x03", "still here")
        terminal.see("still here")
        terminal.press("ctrl+q")
        assert_left_well(terminal)


def test_without_a_terminal_nothing_is_painted(tmp_path: Path) -> None:
    done = subprocess.run(
        [PROGRAM], env=os.environ | {"INTERVIEWER_HOME": str(tmp_path)}, input=b"", capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"needs a terminal" in done.stderr
    assert b"Traceback" not in done.stderr
