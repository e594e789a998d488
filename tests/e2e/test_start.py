"""``interviewer start`` in a real terminal."""

import os
import sys
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.banks import a_question, write_topic


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    write_topic(tmp_path / "bank", a_question(), a_question(id="optics.mirror", prompt="What does a mirror do?"))
    return tmp_path / "bank"


def spawn(tmp_path: Path, bank: Path, *words: str, columns: int = 60) -> "pexpect.spawn[str]":
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    environment |= {"INTERVIEWER_HOME": str(tmp_path / "home"), "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    return pexpect.spawn(
        sys.executable,
        ["-m", "interviewer", "start", "--bank", str(bank), *words],
        env=environment,
        dimensions=(24, columns),
        encoding="utf-8",
        timeout=60,
    )


def test_line_by_line_in_a_terminal_with_an_interrupt_and_a_return(tmp_path: Path, bank: Path) -> None:
    told = ""
    first = spawn(tmp_path, bank, "--plain", "--questions", "2")
    first.expect("\n> ")
    told += first.before or ""
    first.sendline("It bends light")
    first.expect("\n> ")
    first.sendintr()
    first.expect(pexpect.EOF)
    told += first.before or ""
    first.close()
    assert first.exitstatus == 130
    assert "The session is kept" in told
    *prose, command = told.strip().splitlines()
    assert max(map(len, prose)) <= 64
    assert command == f"interviewer start --plain --resume --bank {bank}"

    again = spawn(tmp_path, bank, "--plain")
    again.expect("There is an unfinished practice session, 2 questions")
    again.expect("\n> ")
    again.sendline("")
    again.expect("Your draft:\r\n  It bends light\r\n")
    again.expect("\n> ")
    again.sendline("skip")
    again.expect("Press Enter for the next question.")
    again.expect("\n> ")
    again.sendline("")
    again.expect("Question 2 of 2")
    again.expect("\n> ")
    again.sendeof()
    again.expect(pexpect.EOF)
    told += again.before or ""
    again.close()
    assert again.exitstatus == 0
    assert "\x1b" not in told


def test_the_terminal_interface_opens_in_the_session(tmp_path: Path, bank: Path) -> None:
    screen = pyte.Screen(80, 24)
    stream = pyte.Stream(screen)
    interface = spawn(tmp_path, bank, "--questions", "2", "--level", "2", "--mode", "interview", columns=80)
    while "Question 1 of 2 · optics · level 2 · interview" not in screen.display[0]:
        stream.feed(interface.read_nonblocking(65536, timeout=60))
    interface.send("\x11")
    interface.expect(pexpect.EOF)
    interface.close()
    assert interface.exitstatus == 0
    assert "Traceback" not in (interface.before or "")
