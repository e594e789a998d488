"""The history in good health: what it keeps, how it writes, and who may read it."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.progress.history import History, HistoryError
from interviewer.progress.migrations import APPLICATION_ID, SCHEMA

ROOT = Path(__file__).parents[3]
PLAN = {"session": "s", "questions": ["a.b"], "mode": "interview", "minutes": None, "seed": 1}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    opened = History.open(path)
    opened.begin("s", 1.5, PLAN)
    yield opened
    opened.close()


def look(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    try:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    finally:
        connection.close()


def test_events_come_back_in_order(history: History) -> None:
    for number, at in enumerate((5.0, 4.0, 9.0)):  # the clock went back
        history.append("s", at, {"n": number})
    assert history.events("s") == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert history.events("nobody") == []


def test_sessions_come_newest_first(history: History) -> None:
    history.begin("t", 0.5, {"b": 1})
    history.append("s", 2.0, {"x": 1})
    assert [(s.id, s.began, s.plan, s.finished, s.events) for s in history.sessions()] == [
        ("t", 0.5, {"b": 1}, None, 0),
        ("s", 1.5, PLAN, None, 1),
    ]


def test_the_newest_unfinished_session_is_offered(history: History) -> None:
    history.begin("t", 3.0, {})
    history.begin("u", 4.0, {})
    history.append("u", 5.0, {"act": "finish"}, finished=True)
    assert (offered := history.unfinished()) is not None
    assert offered.id == "t"
    history.abandon("t", 6.0)
    history.abandon("s", 6.0)
    assert history.unfinished() is None


def test_a_session_ends_once(history: History) -> None:
    history.append("s", 5.0, {"act": "finish"}, finished=True)
    history.append("s", 8.0, {"act": "finish"}, finished=True)
    history.abandon("s", 9.0)
    assert history.sessions()[0].finished == 5.0


def test_a_draft_is_replaced_and_goes_with_words_or_the_end(history: History) -> None:
    assert history.draft("s") == ""
    history.save_draft("s", 1.0, "one")
    history.save_draft("s", 2.0, "one two")
    history.append("s", 3.0, {"act": "hint"})
    assert history.draft("s") == "one two"
    history.append("s", 4.0, {"act": "answer", "text": "one two"})
    assert history.draft("s") == ""
    history.save_draft("s", 5.0, "three")
    history.append("s", 6.0, {"act": "finish"}, finished=True)
    assert history.draft("s") == ""


TEXTS = ["", "x" * 20_000, "\x00", "é\u202e\n\t", "🤷🏽", "שלום", '"\\', "'; DROP TABLE event; --"]


@pytest.mark.parametrize("text", [*TEXTS, "\ud800", "a\udfffb"], ids=lambda text: ascii(text)[:20])
def test_any_text_is_kept(history: History, path: Path, text: str) -> None:
    history.append("s", 1.0, {"text": text, "act": "answer"})
    history.save_draft("s", 2.0, text)
    history.close()
    again = History.open(path)
    assert again.events("s") == [{"text": text, "act": "answer"}]
    kept = text.encode("utf-8", "replace").decode()  # a lone surrogate cannot be shown, let alone typed
    assert again.draft("s") == kept
    again.close()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=8), json_values, max_size=4), max_size=5))
def test_any_payload_is_kept(payloads: list[dict[str, object]]) -> None:
    history = History.in_memory()
    history.begin("s", 0.0, {})
    for payload in payloads:
        history.append("s", 0.0, payload)
    assert history.events("s") == payloads
    history.close()


def test_a_session_must_be_begun_and_once(history: History) -> None:
    with pytest.raises(HistoryError):
        history.append("nobody", 1.0, {})
    with pytest.raises(HistoryError):
        history.save_draft("nobody", 1.0, "text")
    with pytest.raises(HistoryError):
        history.begin("s", 1.0, {})
    history.append("s", 1.0, {"still": "works"})
    assert len(history.events("s")) == 1


def test_a_write_that_fails_half_way_leaves_nothing(history: History) -> None:
    with pytest.raises(TypeError):
        history.append("s", 1.0, {"x": object()})
    with pytest.raises(UnicodeEncodeError):
        history.append("\ud800", 1.0, {})
    history.append("s", 1.0, {"still": "works"})
    assert history.events("s") == [{"still": "works"}]


def test_writing_after_closing_is_told(path: Path) -> None:
    history = History.open(path)
    history.close()
    for call in (
        lambda: history.append("s", 1.0, {}),
        lambda: history.begin("s", 1.0, {}),
        lambda: history.save_draft("s", 1.0, ""),
        lambda: history.events("s"),
    ):
        with pytest.raises(HistoryError) as error:
            call()
        assert "\n" not in str(error.value)


# How it writes


def test_how_sqlite_is_set(history: History, path: Path) -> None:
    def pragma(name: str) -> object:
        return history._connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2, "FULL: a power cut loses nothing that was acknowledged"
    assert pragma("fullfsync") == 1
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 5000
    assert pragma("application_id") == APPLICATION_ID
    assert pragma("user_version") == SCHEMA
    assert history._connection.isolation_level is None, "transactions are begun by hand, immediately"


def test_every_write_is_one_immediate_transaction(history: History) -> None:
    told: list[str] = []
    history._connection.set_trace_callback(told.append)
    history.begin("t", 1.0, {})
    history.append("t", 1.0, {"text": "x"}, finished=True)
    history.save_draft("t", 1.0, "x")
    history.abandon("s", 1.0)
    history._connection.set_trace_callback(None)
    edges = [line for line in told if line.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
    assert edges == ["BEGIN IMMEDIATE", "COMMIT"] * 4
    assert told[0] == "BEGIN IMMEDIATE"
    assert told[-1] == "COMMIT"


@pytest.mark.parametrize("statement", ["UPDATE event SET payload = '{}'", "DELETE FROM event"])
def test_events_are_append_only(history: History, path: Path, statement: str) -> None:
    history.append("s", 1.0, {"kept": True})
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        change(path, statement)
    assert history.events("s") == [{"kept": True}]


def test_every_thread_may_write(history: History) -> None:
    def write(number: int) -> None:
        for _ in range(25):
            history.append("s", 1.0, {"by": number})
            history.save_draft("s", 1.0, str(number))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(event["by"] for event in history.events("s")) == sorted([0, 1, 2, 3] * 25)


WRITER = """
import sys
from pathlib import Path
from interviewer.progress.history import History
name = sys.argv[2]
for _ in range(int(sys.argv[3])):
    history = History.open(Path(sys.argv[1]))
    if not any(stored.id == name for stored in history.sessions()):
        history.begin(name, 0.0, {})
    for number in range(int(sys.argv[4])):
        history.append(name, 0.0, {"n": number, "text": "x" * 500})
    history.close()
"""


def write_at_once(path: Path, opens: int, writes: int, processes: int = 2) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), f"p{number}", str(opens), str(writes)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")


def test_two_windows_write_without_an_error(path: Path) -> None:
    write_at_once(path, opens=1, writes=200)
    history = History.open(path)
    for name in ("p0", "p1"):
        assert [event["n"] for event in history.events(name)] == list(range(200))
    history.close()


def test_windows_open_and_close_without_an_error(path: Path) -> None:
    """The first open migrates and the last close takes the log away; both want the file to themselves for a moment."""
    write_at_once(path, opens=40, writes=1, processes=3)
    history = History.open(path)
    assert [len(history.events(f"p{number}")) for number in range(3)] == [40] * 3
    history.close()


def test_what_is_acknowledged_is_on_disk(history: History, path: Path, tmp_path: Path) -> None:
    """Copies taken right after a write hold it: what a power cut leaves, where the disk keeps what was synchronized."""
    rng = Random(5)
    copied = 0
    for number in range(400):
        history.append("s", float(number), {"n": number, "text": "x" * rng.randrange(3000)})
        history.save_draft("s", float(number), f"draft {number}")
        if rng.random() > 50 / 400:
            continue
        copied += 1
        aside = tmp_path / f"cut-{number}" / path.name
        aside.parent.mkdir()
        for suffix in ("", "-wal"):
            source = path.with_name(path.name + suffix)
            if source.exists():
                shutil.copy(source, aside.with_name(aside.name + suffix))
        after_the_cut = History.open(aside)
        assert after_the_cut.notice is None
        assert [event["n"] for event in after_the_cut.events("s")] == list(range(number + 1))
        assert after_the_cut.draft("s") == f"draft {number}"
        after_the_cut.close()
        shutil.rmtree(aside.parent)
    assert copied >= 40


# Who may read it


def test_the_folder_is_the_users_alone(history: History, path: Path) -> None:
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_file_is_the_users_alone_also_in_an_open_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    before = os.umask(0o022)
    try:
        history = History.open(tmp_path / "history.sqlite3")
        history.begin("s", 0.0, {})
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
        history.close()
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("history.sqlite3", "history.sqlite3-wal", "history.sqlite3-shm"), 0o600)


def test_a_history_in_memory_touches_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    history = History.in_memory("why")
    history.begin("s", 0.0, {})
    history.append("s", 0.0, {"n": 1})
    assert (history.path, history.notice, len(history.events("s"))) == (None, "why", 1)
    history.close()
    assert list(tmp_path.iterdir()) == []
