"""What the history keeps of code challenges, also in a file that an earlier version wrote."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interviewer.progress.code import Tried, save_code, saved_code, tried
from interviewer.progress.history import History
from interviewer.progress.migrations import APPLICATION_ID, MIGRATIONS, SCHEMA


@pytest.fixture
def history() -> History:
    return History.in_memory()


def submit(history: History, challenge: str, *, passed: bool) -> None:
    history.append("s", 1.0, {"act": "code", "text": "x = 1", "challenge": challenge, "result": {"passed": passed}})


def test_what_was_tried_and_solved(history: History) -> None:
    history.begin("s", 0.0, {})
    submit(history, "softmax", passed=False)
    submit(history, "softmax", passed=True)
    submit(history, "softmax", passed=False)
    submit(history, "nms", passed=False)
    history.append("s", 1.0, {"act": "answer", "text": "code", "challenge": "conv"})
    assert tried(history) == {"softmax": Tried(3, solved=True), "nms": Tried(1, solved=False)}


def test_nothing_tried(history: History) -> None:
    assert tried(history) == {}


def test_an_event_that_is_refused_counts_as_no_submission(history: History) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        submit(history, "softmax", passed=True)
    assert tried(history) == {}


def test_the_code_written_last_is_kept(history: History) -> None:
    assert saved_code(history, "softmax") is None
    save_code(history, "softmax", 1.0, "def softmax(x): ...")
    save_code(history, "nms", 2.0, "")
    save_code(history, "softmax", 3.0, "def softmax(x):\n\treturn '\ud800é'")
    assert saved_code(history, "softmax") == "def softmax(x):\n\treturn '?é'"
    assert saved_code(history, "nms") == ""


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(path)) as old:
        for statement in MIGRATIONS[0]:
            old.execute(statement)
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
        old.execute("INSERT INTO session (id, began, plan) VALUES ('s', 0, '{}')")
        old.execute("INSERT INTO event (session, at, payload, crc) VALUES ('s', 1, 'no JSON {', 0)")
        old.commit()
    history = History.open(path)
    assert history.notice is None
    submit(history, "softmax", passed=True)
    save_code(history, "softmax", 1.0, "x = 1")
    history.close()

    history = History.open(path)
    assert tried(history) == {"softmax": Tried(1, solved=True)}
    assert saved_code(history, "softmax") == "x = 1"
    assert [session.id for session in history.sessions()] == ["s"]
    assert history.read("PRAGMA user_version") == [(SCHEMA,)]
    history.close()
