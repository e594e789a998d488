"""``interviewer start``, the real command in its own process, through pipes."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.banks import a_question, write_topic

CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]")
"""What must never be in the output: no escape sequence comes without one of these."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    points = [
        {
            "id": "bends",
            "statement": "A lens bends light towards its axis.",
            "concepts": [["bends", "refracts"], ["light", "rays"]],
            "hints": ["What happens at the surface of the glass?", "Think of a straw in water."],
        }
    ]
    write_topic(
        folder,
        a_question(key_points=points, model_answer="It bends light towards its axis."),
        a_question(id="optics.mirror", prompt="What does a mirror do?", level=3, skills=["lenses"]),
        a_question(id="optics.prism", prompt="What does a prism do?", level=3),
    )
    return folder


def begin(home: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "interviewer", "start", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"INTERVIEWER_HOME": str(home), "COLUMNS": "200", "PYTHONUTF8": "1"},
    )


def run(home: Path, *words: str, typed: bytes | str = b"") -> subprocess.CompletedProcess[bytes]:
    given = typed.encode() if isinstance(typed, str) else typed
    with begin(home, *words) as process:
        out, err = process.communicate(given, timeout=120)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def test_three_questions_from_start_to_finish(home: Path, bank: Path) -> None:
    typed = (
        "hint\nA lens bends rays of light,\nby [@click=app.quit] \x1b[31mred\x1b[0m \u202eevil list[int] \x07.\n\n"
        "I don't know\nskip\n" + "skip\n" * 2
    )
    options = ("--plain", "--bank", str(bank), "--questions", "3", "--seed", "5")
    done = run(home, *options, typed=typed)
    out = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert not CONTROL.search(done.stdout)
    assert "\u202e" not in out
    assert out.startswith("Practice, 3 questions, seed 5.\n")
    assert [f"Question {n} of 3" in out for n in (1, 2, 3)] == [True] * 3
    assert "Hint: What happens at the surface of the glass?" in out
    assert "✓ covered: A lens bends light towards its axis." in out
    assert "you said: “A lens bends rays of light" in out
    assert "Debrief: " in out
    assert max(map(len, out.split("\n"))) <= 80
    # The same seed on the same history gives the same words; only the clock may differ.
    again = run(home.with_name("other"), *options, typed=typed)
    clock = re.compile(rb"in \d+:\d\d minutes")
    assert clock.sub(b"", again.stdout) == clock.sub(b"", done.stdout)


def test_the_end_of_the_input_keeps_the_session_and_what_was_typed(home: Path, bank: Path) -> None:
    left = run(
        home,
        "--plain",
        "--bank",
        str(bank),
        "--mode",
        "interview",
        "--seed",
        "1",
        typed="skip\nIt bends [@click=app.quit] \x1b[2Jred \u202eevil list[int]",
    )
    assert (left.returncode, left.stderr) == (0, b"")
    assert not CONTROL.search(left.stdout)
    assert b"The session is kept" in left.stdout
    assert b"Debrief" not in left.stdout
    back = run(home, "--plain", "--bank", str(bank), "--resume", typed="\n" + "skip\n" * 3)
    out = back.stdout.decode()
    assert (back.returncode, back.stderr) == (0, b"")
    assert "Going on with the interview session" in out
    assert "Question 1 of 3" not in out.partition("Debrief")[0]
    assert "Your draft:\n  It bends [@click=app.quit] [2Jred evil list[int]\n" in out
    assert "Your answer:\n  It bends [@click=app.quit] [2Jred evil list[int]\n" in out.partition("Debrief: ")[2]
    done = run(home, "--plain", "--bank", str(bank), "--resume")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"interviewer: there is no unfinished session to resume\n"


def test_an_interrupt_says_goodbye_and_stores_first(home: Path, bank: Path) -> None:
    with begin(home, "--plain", "--bank", str(bank)) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while b"Question 1 of 3" not in process.stdout.readline():
            pass
        process.stdin.write(b"It bends light\n/hnit\n")
        process.stdin.flush()
        _wait_for_draft(home, "It bends light\n/hnit")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")
    assert b"The session is kept" in out


def _wait_for_draft(home: Path, text: str) -> None:
    """Wait until the draft stands in the history; the test's time limit ends a wait for ever."""
    stored = None
    while stored != (text,):
        connection = sqlite3.connect(f"file:{home / 'data' / 'history.sqlite3'}?mode=ro", uri=True)
        stored = connection.execute("SELECT text FROM draft").fetchone()
        connection.close()


def test_a_reader_that_goes_away_is_no_error(home: Path, bank: Path) -> None:
    with begin(home, "--plain", "--bank", str(bank)) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"skip\n" * 3)
        process.stdin.close()
        assert process.stderr.read() == b""
        process.wait(60)
    assert process.returncode in {0, 1}


def test_bytes_that_are_no_text_are_taken_as_they_can_be(home: Path, bank: Path) -> None:
    done = run(home, "--plain", "--bank", str(bank), "--questions", "1", typed=b"\xff\xfe\x00 bends \xc3\n\nfinish\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert not CONTROL.search(done.stdout)


def test_a_history_that_cannot_be_written_is_told_and_done_without(home: Path, bank: Path) -> None:
    home.mkdir()
    (home / "data").write_text("not a folder", encoding="utf-8")
    done = run(home, "--plain", "--bank", str(bank), "--questions", "1", typed="skip\n")
    assert done.returncode == 0
    assert done.stderr.count(b"\n") == 1
    assert b"this session will not be remembered" in done.stderr
    assert b"Debrief: 0%" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--topic", "opticks"], "--topic: no topic is called 'opticks' (did you mean 'optics'?)"),
        (["--skill", "lense"], "--skill: no skill is called 'lense' (did you mean 'lenses'?)"),
        (["--skill", "Кулинария"], "--skill: no skill is called 'Кулинария'; there are architecture-design, autograd,"),
        (["--level", "9"], "--level: 9 is not between 1 and 4 (did you mean 4?)"),
        (["--minutes", "nan"], "--minutes: nan is not between 1 and 1000 (did you mean 1?)"),
        (["--questions", "0"], "--questions: 0 is not between 1 and 1000 (did you mean 1?)"),
        (["--minutes", "9", "--questions", "2"], "give --minutes or --questions, not both"),
        (["--mode", "practise"], "'practise' is not one of 'interview', 'practice'"),
        (["--resume", "--skill", "lenses"], "--resume goes on as the session was begun"),
        (["--resume", "--level", "2"], "--resume goes on as the session was begun"),
    ],
)
def test_a_wrong_wish_is_wrong_usage(
    home: Path, bank: Path, words: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from interviewer.cli.app import app

    monkeypatch.setenv("INTERVIEWER_HOME", str(home))
    done = CliRunner().invoke(app, ["start", "--plain", "--bank", str(bank), *words])
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert not (home / "data").exists()


def test_without_a_terminal_the_terminal_interface_is_not_opened(home: Path, bank: Path) -> None:
    done = run(home, "--bank", str(bank))
    assert done.returncode == 2
    assert b"add --plain" in done.stderr


def test_a_session_of_a_skill(home: Path, bank: Path) -> None:
    done = run(home, "--plain", "--bank", str(bank), "--skill", "lenses", typed="skip\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Practice, 1 question," in done.stdout
    assert b"What does a mirror do?" in done.stdout
    assert b"Debrief" in done.stdout


def test_no_question_of_a_level_is_said(home: Path, bank: Path) -> None:
    done = run(home, "--plain", "--bank", str(bank), "--level", "1")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"interviewer: there is no question of level 1 or below\n"
