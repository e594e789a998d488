"""Disks that are full, cannot be written, or give back something else: one clear line, and nothing stored is lost."""

import os
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from interviewer.progress.history import History
from tests.e2e.disks import fill, limit_files, read_only, small_disk
from tests.e2e.terminal import PROGRAM, Terminal
from tests.tui.bank import write_bank

ANSWER = "It zeroes random units of a layer during training and doubles the rest, the first item being a vector."
WIDE = (240, 40)
"""Columns and lines in which no message is wrapped."""

COUNTED = r"Demonstration \[1\] .* 2\n"
"""What a report says of the two answers in the home that was used."""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_bank(tmp_path_factory.mktemp("bank")))


def options(bank: str) -> tuple[str, ...]:
    """Return what asks to explain dropout first."""
    return ("--bank", bank, "--topic", "demo", "--seed", "1")


def run(home: Path, *arguments: str, heard: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the program with pipes for a terminal."""
    environment = os.environ | {"INTERVIEWER_HOME": str(home)}
    done = subprocess.run(
        [PROGRAM, *arguments], env=environment, input=heard, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory, bank: str) -> Path:
    """A home with two finished sessions of one question, reckoned, and a backup."""
    home = tmp_path_factory.mktemp("used")
    for _ in range(2):
        done = run(
            home, "start", "--plain", *options(bank), "--questions", "1", heard=f"{ANSWER}\n\nskip\nskip\nskip\n"
        )
        assert (done.returncode, done.stderr) == (0, "")
    # The second copy of the hour is asked for.
    assert run(home, "progress", "--rebuild", "--bank", bank).returncode == 0
    with closing(History.open(home / "data" / "history.sqlite3")) as history:
        history.back_up_now()
    return home


@pytest.fixture
def home(tmp_path: Path, used: Path) -> Path:
    return Path(copytree(used, tmp_path / "home"))


def answers(home: Path) -> list[str]:
    """Return every answer that is stored."""
    # A connection that may write takes away what it makes beside the file.
    with closing(sqlite3.connect(home / "data" / "history.sqlite3")) as connection:
        query = "SELECT json_extract(payload, '$.text') FROM event WHERE payload ->> 'act' = 'answer' ORDER BY id"
        return [text for (text,) in connection.execute(query)]


def is_whole(home: Path) -> bool:
    with closing(History.open(home / "data" / "history.sqlite3")) as history:
        return history.notice is None and history.read("PRAGMA integrity_check") == [("ok",)]


# A disk that takes nothing more: it is full, or what a quota allows is used up


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


Stop = Callable[[Terminal, Path], Callable[[], object]]
"""Lets a home take nothing more; gives what lets it go on."""


def _full(_: Terminal, home: Path) -> Callable[[], object]:
    return fill(home).unlink


def _used_up(terminal: Terminal, home: Path) -> Callable[[], object]:
    limit_files(terminal.processes(), 8192)
    return lambda: limit_files(terminal.processes(), None)


FULL = "the disk is full; free some space and try again"
USED_UP = "nothing more can be written; the disk may be full, or your quota used up"


def stopped_line_by_line(home: Path, bank: str, stop: Stop, said: str) -> None:
    with Terminal("start", "--plain", *options(bank), home=home, size=WIDE) as terminal:
        terminal.see("Question 1", "> ")
        go_on = stop(terminal, home)
        terminal.press(ANSWER, "enter")
        terminal.see(f"interviewer: the draft is not stored: {home}/data/history.sqlite3: {said}")
        terminal.press("enter")
        terminal.see(f"interviewer: not stored: {home}/data/history.sqlite3: {said}")
        terminal.see("Nothing is lost: try again; an empty line sends your answer once more.")
        assert answers(home) == []
        go_on()
        terminal.press("enter")
        terminal.until(lambda: answers(home) == [ANSWER], "the answer")
        terminal.kill()
        terminal.left()
    assert is_whole(home)
    assert answers(home) == [ANSWER]


def stopped_in_the_interface(home: Path, bank: str, stop: Stop, said: str) -> None:
    with Terminal("start", *options(bank), home=home, size=(80, 30)) as terminal:
        terminal.see("Question 1", "Send")
        go_on = stop(terminal, home)
        terminal.press(ANSWER)
        terminal.see("being a vector.")
        terminal.press("f2")
        terminal.until(lambda: said in _words(terminal), said)
        assert "Not stored: " in terminal.text
        assert "being a vector." in terminal.text, "what was typed is still in the box"
        assert answers(home) == []
        go_on()
        terminal.press("f2")
        terminal.until(lambda: answers(home) == [ANSWER], "the answer")
        terminal.press("ctrl+q")
        assert terminal.left()[0] == 0
    assert is_whole(home)
    assert answers(home) == [ANSWER]


def _words(terminal: Terminal) -> str:
    """Return what a notice in the corner says, which is broken into lines beside whatever is on the left."""
    return " ".join(part for line in terminal.text.splitlines() for part in re.findall(r"▌ (.*?) {2}", f"{line}  "))


def test_a_full_disk_line_by_line(disk: Path, bank: str) -> None:
    stopped_line_by_line(disk, bank, _full, FULL)


def test_a_quota_used_up_line_by_line(tmp_path: Path, bank: str) -> None:
    stopped_line_by_line(tmp_path, bank, _used_up, USED_UP)


def test_a_full_disk_in_the_interface(disk: Path, bank: str) -> None:
    stopped_in_the_interface(disk, bank, _full, FULL)


def test_a_quota_used_up_in_the_interface(tmp_path: Path, bank: str) -> None:
    stopped_in_the_interface(tmp_path, bank, _used_up, USED_UP)


def test_a_program_at_the_other_end_of_a_pipe_is_told_and_may_resume(disk: Path, used: Path, bank: str) -> None:
    copytree(used, disk, dirs_exist_ok=True)
    before = answers(disk)
    ballast = fill(disk)
    for arguments in (("progress",), ("start", "--plain", "--questions", "1"), ("history", "list")):
        done = run(disk, *arguments, *(("--bank", bank) if arguments[0] != "history" else ()))
        assert done.returncode == 0
        told = f"interviewer: {disk}/data/history.sqlite3 cannot be written ({USED_UP}): "
        assert done.stderr == f"{told}what is in it is shown, and nothing new will be remembered.\n"
    done = run(disk, "goal", "2099-01-01", "--bank", bank)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "only 0 KiB of the disk are free" in run(disk, "doctor").stdout
    ballast.unlink()
    assert is_whole(disk)
    assert answers(disk) == before
    assert run(disk, "goal", "2099-01-01", "--bank", bank).returncode == 0


# A home that cannot be written


def test_a_home_that_cannot_be_written_is_shown(home: Path, bank: str) -> None:
    before = answers(home)
    told = rf"interviewer: {home}/data/history.sqlite3 cannot be written \(.*\): "
    told += "what is in it is shown, and nothing new will be remembered.\n"
    with read_only(home):
        done = run(home, "progress", "--bank", bank)
        assert done.returncode == 0
        assert re.fullmatch(told, done.stderr)
        assert re.search(COUNTED, done.stdout)
        done = run(home, "start", "--plain", *options(bank), heard=f"{ANSWER}\n\n")
        assert done.returncode == 0
        assert re.fullmatch(told, done.stderr)
        assert done.stdout.endswith("The session ends here; it could not be stored.\n\n")
        done = run(home, "goal", "2099-01-01", "--bank", bank)
        assert (done.returncode, done.stdout) == (1, "")
        assert re.fullmatch(told, done.stderr)
        done = run(home, "goal", "--bank", bank)
        assert done.returncode == 0
        done = run(home, "doctor")
        assert done.returncode == 1
        assert re.search(r"FAIL  data folder: .*not writable\n", done.stdout)
        assert re.search(r"ok    history: .* intact, 2 sessions", done.stdout)
        with Terminal("start", *options(bank), home=home, size=(100, 30)) as terminal:
            terminal.see("Question 1", "Send")
            terminal.until(lambda: "nothing new will be remembered" in _words(terminal), "the notice")
            terminal.press(ANSWER, "f2")
            terminal.see("You")
            terminal.press("ctrl+q")
            assert terminal.left()[0] == 0
    assert answers(home) == before


def test_a_home_that_cannot_be_made_ends_nothing(tmp_path: Path, bank: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with read_only(home):
        done = run(home, "start", "--plain", *options(bank), "--questions", "1", heard="skip\n")
        assert done.returncode == 0
        assert re.fullmatch(
            r"interviewer: .*: cannot be made \(.*\); this session will not be remembered\n", done.stderr
        )
        assert "Score: 0%" in done.stdout
        done = run(home, "progress", "--bank", bank)
        assert (done.returncode, done.stderr) == (0, "")


# Damage


def overwrite(file: Path, root: str) -> None:
    """Put noise in the place of the first page of a table, or of the whole file."""
    with closing(sqlite3.connect(file)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (root,)).fetchone()
    with file.open("r+b") as opened:
        opened.seek((page[0] - 1) * size if page else 0)
        opened.write(Random(root).randbytes(size))


def shorten(file: Path, share: float) -> None:
    os.truncate(file, int(file.stat().st_size * share) // 4096 * 4096)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "events": lambda file: overwrite(file, "event"),
    "figures": lambda file: overwrite(file, "outcome"),
    "first page": lambda file: overwrite(file, ""),
    "cut in half": lambda file: shorten(file, 0.5),
    "nothing left": lambda file: shorten(file, 0),
}
SAVED = r"(?:(\d+) of \1 events were saved|the \d+ events of the backup of [-\d]+ [:\d]+ UTC were brought back)"


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_history_is_mended_and_said_to_be(home: Path, bank: str, damage: str) -> None:
    whole = answers(home)
    assert whole == [ANSWER, ANSWER]
    file = home / "data" / "history.sqlite3"
    DAMAGES[damage](file)
    damaged = file.read_bytes()
    done = run(home, "doctor")
    assert done.returncode == 1
    assert re.search(
        r"FAIL  history: .*: damaged \(.*\); the next start saves what it can and keeps the file\n", done.stdout
    )
    assert file.read_bytes() == damaged, "looking changes nothing"
    done = run(home, "progress", "--bank", bank)
    assert done.returncode == 0
    told = rf"interviewer: The history was damaged \(.*\): .*{SAVED}; it is kept as history\.damaged-1\.sqlite3\.\n"
    assert re.fullmatch(told, done.stderr)
    assert re.search(COUNTED, done.stdout), "figures are reckoned anew"
    assert answers(home) == whole
    assert file.with_name("history.damaged-1.sqlite3").read_bytes() == damaged
    done = run(home, "start", "--plain", *options(bank), heard=f"{ANSWER}\n\n")
    assert (done.returncode, done.stderr) == (0, ""), "it is said once"
    assert answers(home) == [*whole, ANSWER]
    assert is_whole(home)


@pytest.mark.parametrize("damage", ["events", "nothing left"])
def test_a_session_may_begin_on_a_damaged_history(home: Path, bank: str, damage: str) -> None:
    DAMAGES[damage](home / "data" / "history.sqlite3")
    with Terminal("start", *options(bank), home=home, size=(100, 30)) as terminal:
        terminal.see("Question 1", "Send")
        terminal.until(lambda: re.search(f"The history was damaged .*{SAVED}", _words(terminal)), "the notice")
        terminal.press(ANSWER, "f2")
        terminal.until(lambda: len(answers(home)) == 3, "the answer")
        assert answers(home) == [ANSWER] * 3
        terminal.press("ctrl+q")
        assert terminal.left()[0] == 0
