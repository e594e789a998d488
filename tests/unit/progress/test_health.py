"""A history looked over without changing it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from interviewer.progress.health import Condition, Health, examine
from interviewer.progress.history import History
from interviewer.progress.migrations import SCHEMA


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a history with two sessions, one of them finished, and three events."""
    path = tmp_path / "a #folder?" / "history.sqlite3"
    with closing(History.open(path)) as history:
        for session in ("one", "two"):
            history.begin(session, 1.0, {"session": session})
            history.append(session, 2.0, {"act": "hint"})
        history.append("two", 3.0, {"act": "finish"}, finished=True)
    return path


def files(path: Path) -> dict[str, bytes]:
    """Return the files beside a history, but for the index of its log, which every reader may make anew."""
    return {
        file.name: file.read_bytes()
        for file in path.parent.iterdir()
        if file.is_file() and not file.name.endswith("-shm")
    }


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)


def emptied(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")


def pragma(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA {statement}")

    return change


def test_a_good_history(path: Path) -> None:
    before = files(path)
    assert examine(path) == Health(Condition.GOOD, SCHEMA, sessions=2, events=3, unfinished=1)
    assert files(path) == before


def test_a_history_in_use_is_read_with_its_log(path: Path) -> None:
    with closing(History.open(path)) as history:
        history.begin("three", 4.0, {})
        before = files(path)
        assert examine(path).sessions == 3
        assert files(path) == before
        history.begin("four", 5.0, {})
    assert examine(path).sessions == 4


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        (Path.unlink, Condition.MISSING),
        (lambda path: path.write_bytes(b""), Condition.DAMAGED),
        (emptied, Condition.OLDER),
        (lambda path: path.write_bytes(b"These are notes, not a database. " * 50), Condition.DAMAGED),
        (damaged, Condition.DAMAGED),
        (pragma(f"user_version = {SCHEMA + 1}"), Condition.NEWER),
        (pragma("application_id = 7"), Condition.FOREIGN),
        (lambda path: (path.unlink(), path.mkdir()), Condition.UNREADABLE),
    ],
    ids=["missing", "empty", "new", "text", "damaged", "newer", "foreign", "folder"],
)
def test_what_is_the_matter(path: Path, change: Callable[[Path], object], condition: Condition) -> None:
    change(path)
    before = files(path) if path.is_file() else None
    assert examine(path).condition is condition
    if before is not None:
        assert files(path) == before


def test_a_locked_history(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO session VALUES ('x', 0, '{}', NULL)")
        other.execute("COMMIT")
        assert examine(path).condition is Condition.LOCKED
