"""Histories of every earlier schema, as the programs of then wrote them, brought to this program's."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interviewer.interview.conductor import Conductor, recall
from interviewer.interview.recording import catch_up
from interviewer.progress import opening
from interviewer.progress.backups import folder_of, listed
from interviewer.progress.code import Tried, saved_code, tried
from interviewer.progress.goals import goal_of
from interviewer.progress.history import History
from interviewer.progress.migrations import MIGRATIONS, SCHEMA
from interviewer.progress.outcomes import DERIVED
from tests.old_histories import VERSIONS, write_old_history
from tests.unit.interview.support import WordGrader
from tests.unit.interview.test_coding import find
from tests.unit.progress.test_history import ROOT, look

SAID = ("session", "event", "draft", "code_draft", "submission", "setting")
"""Tables that hold what a user has said or settled, and not what is made of it."""

Content = dict[str, list[tuple[object, ...]]]

every_version = pytest.mark.parametrize("version", VERSIONS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


def content(file: Path) -> Content:
    """Return what a file holds of what was said; a table that its schema has not is left out."""
    with closing(opening.read_only(file)) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in SAID
            if table in there
        }


def figures(history: History) -> Content:
    """Return what is made of what was said."""
    return {table: history.read(f"SELECT * FROM {table}") for table in DERIVED}


def test_there_is_a_file_of_every_earlier_schema() -> None:
    assert tuple(range(1, SCHEMA)) == VERSIONS


@every_version
def test_everything_that_was_said_is_there(path: Path, version: int) -> None:
    write_old_history(path, version)
    before = content(path)
    assert {name for name, rows in before.items() if not rows} == set(), "the old file has something of everything"
    with closing(History.open(path)) as history:
        assert history.notice is None
        assert history.read("PRAGMA user_version") == [(SCHEMA,)]
        assert history.read("PRAGMA integrity_check") == [("ok",)]
        assert history.read("PRAGMA foreign_key_check") == []
        assert sum(len(history.events(one.id)) for one in history.sessions()) == len(before["event"])
    after = content(path)
    assert {table: after[table] for table in before} == before
    assert not any(rows for table, rows in after.items() if table not in before)


@every_version
def test_every_session_can_be_read_and_the_open_one_goes_on(path: Path, version: int) -> None:
    write_old_history(path, version)
    with closing(History.open(path)) as history:
        for stored in history.sessions():
            session = recall(stored.plan, stored.began, history.events(stored.id), find)
            assert any(line.text for round_ in session.rounds for line in round_.lines)
        left = history.unfinished()
        assert left is not None
        assert left.id == "open"
        assert history.draft("open").startswith("It is off when the model is\n")
        conductor = Conductor.resume(
            left.plan, left.began, lookup=find, grader=WordGrader(), log=history, clock=lambda: 1_800_000_000.0
        )
        conductor.submit("It zeroes units.")
        assert history.events("open")[-1]["text"] == "It zeroes units."
        assert history.draft("open") == ""
        if version >= 2:
            assert saved_code(history, "double") is not None
            assert tried(history) == {"double": Tried(submissions=3, solved=True)}
        if version >= 3:
            assert goal_of(history) is not None


@every_version
def test_figures_are_what_a_new_history_with_the_same_events_has(path: Path, version: int, tmp_path: Path) -> None:
    write_old_history(path, version)
    said = content(path)
    with closing(History.open(path)) as old, closing(History.open(tmp_path / "new" / "history.sqlite3")) as new:
        assert catch_up(old, find).left_out == 0
        with new.writing() as write:
            for row in said["session"]:
                write("INSERT INTO session VALUES (?, ?, ?, ?)", row)
            for row in said["event"]:
                write("INSERT INTO event VALUES (?, ?, ?, ?, ?)", row)
        catch_up(new, find)
        assert figures(old) == figures(new)
        assert len(figures(old)["outcome"]) >= 4


def test_outcomes_of_schema_3_are_reckoned_again_as_they_were(path: Path) -> None:
    write_old_history(path, 3)
    columns = "session, number, question, topic, level, at, seconds, score, unaided, review, solved"
    before = look(path, f"SELECT {columns} FROM outcome ORDER BY session, number")
    assert before
    with closing(History.open(path)) as history:
        assert history.read("SELECT * FROM outcome") == []
        catch_up(history, find)
        assert history.read(f"SELECT {columns} FROM outcome ORDER BY session, number") == before


@every_version
def test_the_file_is_kept_as_it_was_before(path: Path, version: int) -> None:
    write_old_history(path, version)
    before = content(path)
    History.open(path).close()
    (copy,) = [one for one in listed(folder_of(path)) if one.schema == version]
    assert content(copy.path) == before
    assert look(copy.path, "PRAGMA user_version") == [(version,)]


def test_a_file_that_met_every_program_has_a_copy_of_every_schema(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_old_history(path, VERSIONS[0])
    before = content(path)
    for schema in range(VERSIONS[0] + 1, SCHEMA + 1):
        monkeypatch.setattr(opening, "MIGRATIONS", MIGRATIONS[:schema])
        monkeypatch.setattr(opening, "SCHEMA", schema)
        History.open(path).close()
    assert {one.schema for one in listed(folder_of(path))} >= set(VERSIONS)
    assert {table: content(path)[table] for table in before} == before


def test_a_copy_of_every_schema_brings_a_damaged_history_back(path: Path, tmp_path: Path) -> None:
    for version in VERSIONS:
        home = tmp_path / f"from-{version}"
        file = home / "history.sqlite3"
        write_old_history(file, version)
        before = content(file)
        History.open(file).close()
        for copy in listed(folder_of(file)):
            if copy.schema != version:
                copy.path.unlink()
        file.write_bytes(b"\0" * 50_000)
        with closing(History.open(file)) as history:
            assert history.notice is not None
            assert f"the {len(before['event'])} events of the backup" in history.notice
        after = content(file)
        assert {table: after[table] for table in before} == before


# Opens the history in a child that is killed at one moment, and again at the next, until one lives to the end. A moment
# is some steps of SQLite's machine, so that kills fall between statements and within.
KILLED_AT_EVERY_MOMENT = """
import os, shutil, signal, sqlite3, sys
from functools import partial
from itertools import count
from pathlib import Path
from interviewer.progress import history

source, steps = Path(sys.argv[1]), int(sys.argv[2])

class Mortal(sqlite3.Connection):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.set_progress_handler(self.live, steps)

    def live(self):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

sqlite3.connect = partial(sqlite3.connect, factory=Mortal)
for left in count():
    folder = source.with_name(f"killed-{left}")
    shutil.copytree(source, folder)
    pid = os.fork()
    if pid == 0:
        history.History.open(folder / "history.sqlite3")
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    if status == 0:
        break
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, status
"""

STEPS = 70
"""Of SQLite's machine, between two kills."""


def killed(source: Path) -> Iterator[Path]:
    """Yield what kills at one moment after the other leave of a history on opening it."""
    subprocess.run([sys.executable, "-c", KILLED_AT_EVERY_MOMENT, str(source), str(STEPS)], cwd=ROOT, check=True)
    for folder in sorted(source.parent.glob("killed-*")):
        yield folder / "history.sqlite3"
        shutil.rmtree(folder)


@every_version
def test_a_kill_at_any_moment_of_a_migration_loses_nothing(path: Path, version: int) -> None:
    write_old_history(path, version)
    before = content(path)
    seen = []
    for left in killed(path.parent):
        with closing(sqlite3.connect(left)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            reached = connection.execute("PRAGMA user_version").fetchone()[0]
        seen.append(reached)
        copies = [content(one.path) for one in listed(folder_of(left))]
        assert copies == [before] * len(copies)
        assert reached == version or copies, "nothing was migrated before there was a copy"
        with closing(History.open(left)) as history:
            assert history.notice is None
            assert history.read("PRAGMA user_version") == [(SCHEMA,)]
        after = content(left)
        assert {table: after[table] for table in before} == before
    assert set(seen) == set(range(version, SCHEMA + 1)), "some kill fell before, between and after all migrations"
