"""The program as a process: pipes, signals and odd terminals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.banks import a_question, write_topic

PROGRAM = [sys.executable, "-m", "interviewer"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {"INTERVIEWER_HOME": str(tmp_path / "home"), "PYTHONWARNINGS": "error"}


@pytest.fixture
def large_bank(tmp_path: Path) -> Path:
    write_topic(tmp_path / "bank", *(a_question(id=f"optics.q{i}") for i in range(5_000)))
    return tmp_path / "bank"


def test_a_pipe_that_closes_early_ends_the_program_quietly(large_bank: Path, environment: dict[str, str]) -> None:
    command = [*PROGRAM, "bank", "list", "--json", "--bank", str(large_bank)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"[\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) in {0, 1}


def test_ctrl_c_ends_the_program_quietly(large_bank: Path, environment: dict[str, str]) -> None:
    command = [*PROGRAM, "bank", "list", "--json", "--bank", str(large_bank)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        # The pipe holds less than the list, so the program waits in the middle of printing.
        assert process.stdout.readline() == b"[\n"
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(timeout=30) == 130


def test_a_terminal_without_unicode_gets_question_marks(tmp_path: Path, environment: dict[str, str]) -> None:
    write_topic(tmp_path / "bank", a_question(prompt="What is σ²?"))
    done = subprocess.run(
        [*PROGRAM, "bank", "list", "--bank", str(tmp_path / "bank")],
        capture_output=True,
        env=environment | {"PYTHONIOENCODING": "ascii"},
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"optics.lens  explain  level 2  What is ???\n"


def test_colour_is_never_printed(tmp_path: Path, environment: dict[str, str]) -> None:
    write_topic(tmp_path / "bank", a_question())
    for words in (["--help"], ["bank", "show", "optics.lens", "--bank", str(tmp_path / "bank")], ["bnak"]):
        done = subprocess.run([*PROGRAM, *words], capture_output=True, env=environment, check=False, timeout=30)
        assert b"\x1b" not in done.stdout + done.stderr
