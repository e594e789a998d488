"""Everything that can be wrong with a file, a folder or a disk: told in one line, and nothing lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from interviewer.progress import opening as module
from interviewer.progress.history import History, HistoryError
from interviewer.progress.migrations import APPLICATION_ID, MIGRATIONS, SCHEMA
from tests.unit.progress.test_history import ROOT, change, look


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def fill(path: Path, events: int = 200) -> None:
    history = History.open(path)
    history.begin("s", 0.0, {"questions": []})
    for number in range(events):
        history.append("s", 0.0, {"n": number, "text": "words " * 100})
    history.close()


def old_history(path: Path) -> None:
    """Make a history as the first schema was, with one event."""
    text = '{"n":1}'
    change(
        path,
        *MIGRATIONS[0],
        f"PRAGMA application_id = {APPLICATION_ID}",
        "PRAGMA user_version = 1",
        "INSERT INTO session (id, began, plan) VALUES ('s', 0, '{}')",
        f"INSERT INTO event (session, at, payload, crc) VALUES ('s', 0, '{text}', {zlib.crc32(text.encode())})",
    )


def works(history: History) -> bool:
    history.begin("new", 0.0, {})
    history.append("new", 0.0, {"n": 1})
    return history.events("new") == [{"n": 1}]


def refused(path: Path) -> str:
    """Return what is said on opening ``path``, which must be one line that names the file."""
    with pytest.raises(HistoryError) as error:
        History.open(path)
    told = str(error.value)
    assert "\n" not in told
    assert str(path) in told
    return told


# Damaged files


def _text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 1000)


def _short_text(path: Path) -> None:
    path.write_text("Dear diary")


def _noise(path: Path) -> None:
    path.write_bytes(Random(1).randbytes(40_000))


def _half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _odd_length(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 5000)


def _header_only(path: Path) -> None:
    os.truncate(path, 60)


def _zeroed(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(bytes(4096))


def _zeroed_first(path: Path) -> None:
    _zeroed(path, 0)


def _zeroed_middle(path: Path) -> None:
    _zeroed(path, path.stat().st_size // 8192)


def _zeroed_root(path: Path) -> None:
    _zeroed(path, 3)


def _garbage_in_the_middle(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 8192 * 4096)
        file.write(Random(2).randbytes(8192))


DAMAGE = [
    _text,
    _short_text,
    _noise,
    _half,
    _odd_length,
    _header_only,
    _zeroed_first,
    _zeroed_middle,
    _zeroed_root,
    _garbage_in_the_middle,
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_set_aside_and_kept(path: Path, damage: object) -> None:
    assert callable(damage)
    fill(path)
    damage(path)
    content = path.read_bytes()
    history = History.open(path)
    assert history.notice is not None
    assert "\n" not in history.notice
    aside = path.with_name("history.damaged-1.sqlite3")
    assert aside.name in history.notice
    assert aside.read_bytes() == content
    assert works(history)
    history.close()
    again = History.open(path)
    assert again.notice is None, "it is told once"
    again.close()


def test_every_damaged_file_is_kept(path: Path) -> None:
    for number in range(1, 4):
        path.write_text(f"not a database, number {number}" * 100)
        History.open(path).close()
        path.unlink()
    kept = sorted(path.parent.glob("*.damaged-*"))
    assert [file.read_text()[:31] for file in kept] == [f"not a database, number {n}not a d" for n in (1, 2, 3)]


def killed_with_a_log(path: Path, words: str) -> None:
    """Leave a history as a kill does: ``words`` stand in the log alone."""
    log = path.with_name(path.name + "-wal")
    left = path.with_name("left")
    history = History.open(path)
    history.begin("t", 0.0, {})
    history.append("t", 0.0, {"text": words})
    shutil.copy(log, left)
    history.close()
    left.rename(log)


def test_what_stands_in_the_log_is_kept_with_a_damaged_file(path: Path) -> None:
    fill(path)
    killed_with_a_log(path, "the last words")
    path.write_bytes(b"not a database at all, " * 5000)
    history = History.open(path)
    assert history.notice is not None
    history.close()
    kept = [file.read_bytes() for file in path.parent.glob("history.damaged-1.sqlite3*")]
    assert any(b"the last words" in content for content in kept)


def test_a_log_that_holds_everything_brings_everything_back(path: Path) -> None:
    killed_with_a_log(path, "the first words")
    path.write_text("not a database at all, " * 500)
    history = History.open(path)
    assert history.notice is None
    assert history.events("t") == [{"text": "the first words"}]
    history.close()


def test_an_empty_file_is_a_new_history(path: Path) -> None:
    path.touch()
    history = History.open(path)
    assert history.notice is None
    assert works(history)
    history.close()


@pytest.mark.parametrize("change_", ["n", "\\xc3", "unreadable"])
def test_a_damaged_row_is_left_out(path: Path, change_: str) -> None:
    fill(path, events=5)
    new = {"n": "'{\"n\":99}'", "\\xc3": "CAST(x'7bc3c37d' AS TEXT)", "unreadable": "'{'"}[change_]
    change(path, "DROP TRIGGER event_is_never_changed", f"UPDATE event SET payload = {new} WHERE id = 3")
    history = History.open(path)
    assert [event["n"] for event in history.events("s")] == [0, 1, 3, 4]
    history.close()


@pytest.mark.parametrize("plan", ["'{'", "CAST(x'c3c3' AS TEXT)", "'[]'", "x'00ff'"])
def test_a_session_with_a_damaged_plan_is_left_out(path: Path, plan: str) -> None:
    fill(path, events=1)
    change(path, "INSERT INTO session (id, began, plan) VALUES ('t', 0, '{}')")
    change(path, f"UPDATE session SET plan = {plan} WHERE id = 's'")
    history = History.open(path)
    assert [stored.id for stored in history.sessions()] == ["t"]
    history.close()


def test_flipped_bits_never_raise_and_never_lie(path: Path, tmp_path: Path) -> None:
    fill(path, events=40)
    whole = path.read_bytes()
    rng = Random(3)
    true = [{"n": n, "text": "words " * 100} for n in range(40)]
    for trial in range(60):
        damaged = bytearray(whole)
        damaged[rng.randrange(100, len(whole))] ^= 1 << rng.randrange(8)
        copy = tmp_path / f"t{trial}" / path.name
        copy.parent.mkdir()
        copy.write_bytes(damaged)
        try:
            history = History.open(copy)
            history.sessions()
            events = history.events("s")
        except HistoryError as error:
            assert "\n" not in str(error)  # noqa: PT017 -- raising is allowed, not demanded
        else:
            assert all(event in true for event in events)
            history.close()
        shutil.rmtree(copy.parent)


# Files that are not ours to write


def test_a_newer_history_is_refused_and_left_alone(path: Path) -> None:
    fill(path, events=1)
    change(path, f"PRAGMA user_version = {SCHEMA + 1}")
    before = path.read_bytes()
    assert f"newer version (schema {SCHEMA + 1}, this program knows {SCHEMA})" in refused(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statements",
    [
        ("PRAGMA application_id = 252006674", "CREATE TABLE t (x)"),
        ("CREATE TABLE bookmarks (x)",),
        ("CREATE TABLE session (x)",),
        ("PRAGMA user_version = 3",),
    ],
)
def test_another_programs_database_is_refused_and_left_alone(path: Path, statements: tuple[str, ...]) -> None:
    change(path, *statements)
    before = path.read_bytes()
    assert "another program's database" in refused(path)
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]


def test_a_folder_in_its_place_is_refused(path: Path) -> None:
    path.mkdir()
    refused(path)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    refused(tmp_path / "data" / "history.sqlite3")


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of a user whom permissions bind, which is this test's user meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix="interviewer-test-"))
    root = os.geteuid() == 0
    if root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for name in (folder, *folder.iterdir()):
            name.chmod(0o700)
        shutil.rmtree(folder)


def test_a_read_only_folder_is_told(unprivileged: Path) -> None:
    unprivileged.chmod(0o500)
    refused(unprivileged / "history.sqlite3")
    refused(unprivileged / "data" / "history.sqlite3")


def remembers_nothing_new(path: Path) -> list[dict[str, object]]:
    """Open a history that cannot be written, use it, and return what session "s" held."""
    before = path.read_bytes()
    history = History.open(path)
    assert history.notice is not None
    assert "cannot be written" in history.notice
    assert "nothing new will be remembered" in history.notice
    assert "\n" not in history.notice
    stored = history.events("s")
    assert works(history), "a session can be held all the same"
    history.close()
    assert path.read_bytes() == before
    return stored


def test_a_history_in_a_read_only_folder_can_be_read(unprivileged: Path) -> None:
    path = unprivileged / "history.sqlite3"
    fill(path, events=1)
    unprivileged.chmod(0o500)
    assert len(remembers_nothing_new(path)) == 1
    unprivileged.chmod(0o700)
    history = History.open(path)
    assert history.notice is None
    assert [stored.id for stored in history.sessions()] == ["s"]
    history.close()


def test_what_stands_in_the_log_can_be_read_in_a_read_only_folder(unprivileged: Path) -> None:
    path = unprivileged / "history.sqlite3"
    history = History.open(path)
    history.begin("s", 0.0, {})
    history.append("s", 0.0, {"n": 1})
    unprivileged.chmod(0o500)
    try:
        assert remembers_nothing_new(path) == [{"n": 1}], "the log and its index are as a kill leaves them"
    finally:
        unprivileged.chmod(0o700)
        history.close()


def test_a_read_only_file_can_be_read(unprivileged: Path) -> None:
    path = unprivileged / "history.sqlite3"
    fill(path, events=2)
    path.chmod(0o400)
    assert len(remembers_nothing_new(path)) == 2


def test_an_older_history_that_cannot_be_written_can_be_read(unprivileged: Path) -> None:
    path = unprivileged / "history.sqlite3"
    old_history(path)
    unprivileged.chmod(0o500)
    assert remembers_nothing_new(path) == [{"n": 1}]
    assert look(path, "PRAGMA user_version") == [(1,)]


def test_a_file_that_nobody_may_read_is_told(unprivileged: Path) -> None:
    path = unprivileged / "history.sqlite3"
    fill(path, events=1)
    path.chmod(0)
    refused(path)


def test_a_damaged_file_that_cannot_be_set_aside_is_told(unprivileged: Path) -> None:
    path = unprivileged / "history.sqlite3"
    path.write_text("not a database " * 500)
    unprivileged.chmod(0o500)
    refused(path)


# Locked and full

HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN " + sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the history's write lock until its input ends."""
    fill(path, events=3)
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), "IMMEDIATE"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.communicate(timeout=10)


def test_a_held_history_can_be_read_and_says_that_it_is_held(
    path: Path, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    history = History.open(path)
    assert len(history.events("s")) == 3
    begun = time.monotonic()
    with pytest.raises(HistoryError, match="another window is writing"):
        history.append("s", 0.0, {"n": 3})
    assert 0.15 < time.monotonic() - begun < 4
    assert holder.stdin is not None
    holder.stdin.close()
    holder.wait(10)
    holder.stdin = None
    history.append("s", 0.0, {"n": 4})
    assert [event["n"] for event in history.events("s")] == [0, 1, 2, 4]
    history.close()


def test_a_write_waits_for_a_lock_that_is_let_go(path: Path, holder: "subprocess.Popen[str]") -> None:
    history = History.open(path)
    assert holder.stdin is not None
    holder.stdin.close()
    holder.stdin = None
    history.append("s", 0.0, {"n": 3})
    history.close()


def test_a_file_that_another_program_locks_whole_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    change(path, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "another window" in refused(path)
    finally:
        other.close()
    History.open(path).close()


def fill_up(history: History, number: int) -> int:
    """Append numbered events until there is no space; return the number of the one that did not fit."""
    for stored in range(number, number + 2000):
        try:
            history.append("s", 0.0, {"n": stored, "text": "x" * 3000})
        except HistoryError as error:
            assert "the disk is full" in str(error)  # noqa: PT017 -- which of them fails is not known before
            return stored
    raise AssertionError("the disk never filled up")


def test_a_full_disk_is_told_and_loses_nothing(path: Path) -> None:
    fill(path, events=3)
    history = History.open(path)
    pages = history._connection.execute("PRAGMA page_count").fetchone()[0]
    history._connection.execute(f"PRAGMA max_page_count = {pages + 8}")
    stored = 3
    stored = fill_up(history, stored)
    assert stored > 3
    with pytest.raises(HistoryError, match="the disk is full"):
        history.save_draft("s", 0.0, "x" * 20_000)
    assert [event["n"] for event in history.events("s")] == list(range(stored))
    history._connection.execute(f"PRAGMA max_page_count = {pages + 1000}")  # space was made
    history.append("s", 0.0, {"n": stored})
    history.close()
    again = History.open(path)
    assert again.notice is None
    assert len(again.events("s")) == stored + 1
    again.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False, capture_output=True
        ).returncode
    )
    if not mounted:
        pytest.skip("a small disk can be mounted by root alone")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_really_full_disk(small_disk: Path) -> None:
    path = small_disk / "history.sqlite3"
    history = History.open(path)
    history.begin("s", 0.0, {})
    stored = fill_up(history, 0)
    assert stored > 20
    assert [event["n"] for event in history.events("s")] == list(range(stored))
    history.close()
    again = History.open(path)
    assert again.notice is None
    assert [event["n"] for event in again.events("s")] == list(range(stored))
    again.close()


def test_a_disk_too_full_to_begin(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(1024 * 1024 - 4096))
    history = History.open(small_disk / "history.sqlite3")
    assert history.notice is not None
    assert "the disk is full" in history.notice
    assert works(history)
    history.close()


def test_a_disk_too_full_to_go_on(small_disk: Path) -> None:
    path = small_disk / "history.sqlite3"
    fill(path, events=3)
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "ballast").write_bytes(bytes(free))
    assert len(remembers_nothing_new(path)) == 3


# Migrations

MIGRATOR = """
import sys
from pathlib import Path
from interviewer.progress import history, migrations, opening
steps = tuple(f"CREATE TABLE t{n} (x)" for n in range(1500))
opening.MIGRATIONS = (*migrations.MIGRATIONS, steps)
opening.SCHEMA = len(opening.MIGRATIONS)
print("go", flush=True)
history.History.open(Path(sys.argv[1]))
print("done", flush=True)
"""


def test_a_migration_is_never_half_done(path: Path) -> None:
    fill(path, events=3)
    rng = Random(11)
    seen = set()
    for _ in range(25):
        process = subprocess.Popen(
            [sys.executable, "-c", MIGRATOR, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(rng.random() * 0.06)
        process.kill()
        process.communicate()
        ((version,),) = look(path, "PRAGMA user_version")
        ((tables,),) = look(path, "SELECT count(*) FROM sqlite_master WHERE name GLOB 't[0-9]*'")
        assert (version, tables) in {(SCHEMA, 0), (SCHEMA + 1, 1500)}
        assert look(path, "PRAGMA integrity_check") == [("ok",)]
        seen.add(version)
        if version != SCHEMA:
            change(path, *(f"DROP TABLE t{n}" for n in range(1500)), f"PRAGMA user_version = {SCHEMA}")
    assert SCHEMA in seen, "no kill came early enough to try anything"
    history = History.open(path)
    assert len(history.events("s")) == 3
    history.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path, events=3)
    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE t1 (x)", "CREATE NONSENSE")))
    monkeypatch.setattr(module, "SCHEMA", SCHEMA + 1)
    refused(path)
    assert look(path, "PRAGMA user_version") == [(SCHEMA,)]
    assert look(path, "SELECT count(*) FROM sqlite_master WHERE name = 't1'") == [(0,)]


def test_what_the_schema_holds() -> None:
    history = History.in_memory()
    rows = history._connection.execute(
        "SELECT type, name FROM sqlite_master WHERE sql NOTNULL ORDER BY name"
    ).fetchall()
    history.close()
    assert rows == [
        ("table", "ability"),
        ("table", "card"),
        ("index", "card_due"),
        ("table", "code_draft"),
        ("trigger", "code_is_submitted"),
        ("table", "day"),
        ("table", "draft"),
        ("table", "event"),
        ("trigger", "event_is_never_changed"),
        ("trigger", "event_is_never_deleted"),
        ("index", "event_of_session"),
        ("table", "mistake_outcome"),
        ("index", "mistake_outcome_of_session"),
        ("table", "outcome"),
        ("index", "outcome_by_day"),
        ("index", "outcome_by_question"),
        ("index", "outcome_by_topic"),
        ("index", "outcome_of_code"),
        ("index", "outcome_session_of_topic"),
        ("table", "point_outcome"),
        ("index", "point_outcome_by_day"),
        ("index", "point_outcome_of_session"),
        ("table", "reckoned"),
        ("table", "session"),
        ("table", "setting"),
        ("table", "sqlite_sequence"),
        ("table", "submission"),
        ("index", "submission_to_challenge"),
    ]
