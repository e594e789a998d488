"""Copies of the history: when they are made, which of them stay, and that nothing but a whole one bears the name."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from interviewer.progress import backups
from interviewer.progress.backups import Backup, folder_of, listed, newest_good, superfluous
from interviewer.progress.history import History
from interviewer.progress.migrations import SCHEMA
from tests.unit.progress.test_history import ROOT, look
from tests.unit.progress.test_history_damage import old_history

BEGUN = datetime(2026, 11, 25, 22, 14, 0, tzinfo=UTC).timestamp()
HOUR = 3600.0


class Clock:
    """Seconds since the epoch, moved by hand."""

    def __init__(self) -> None:
        self.now = BEGUN

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


@pytest.fixture
def clock() -> Clock:
    return Clock()


def say(path: Path, clock: Clock, *words: str) -> None:
    """Open a history, store ``words`` in session "s", and close it."""
    with closing(History.open(path, clock=clock)) as history:
        if not history.sessions():
            history.begin("s", clock(), {})
        for word in words:
            history.append("s", clock(), {"text": word})


def names(path: Path) -> list[str]:
    return [one.path.name for one in listed(folder_of(path))]


def words(backup: Backup) -> list[str]:
    """Return what a copy holds, read as a history of its own."""
    with closing(sqlite3.connect(f"file:{backup.path}?mode=ro&immutable=1", uri=True)) as connection:
        return [row[0] for row in connection.execute("SELECT json_extract(payload, '$.text') FROM event ORDER BY id")]


def test_what_is_new_is_copied_on_closing(path: Path, clock: Clock) -> None:
    say(path, clock)
    assert names(path) == [], "there is nothing to copy yet"
    say(path, clock, "one", "two")
    assert names(path) == [f"history-20261125T221400Z-v{SCHEMA}.sqlite3"]
    assert words(listed(folder_of(path))[0]) == ["one", "two"]


def test_at_most_one_copy_an_hour_and_none_of_nothing_new(path: Path, clock: Clock) -> None:
    say(path, clock, "one")
    clock.now += HOUR - 1
    say(path, clock, "two")
    assert len(names(path)) == 1
    clock.now += 1
    say(path, clock)
    assert len(names(path)) == 2, "an open makes up for a close that never was"
    clock.now += 5 * HOUR
    say(path, clock)
    assert len(names(path)) == 2
    assert words(listed(folder_of(path))[0]) == ["one", "two"]


def test_a_clock_that_goes_back_holds_nothing_up(path: Path, clock: Clock) -> None:
    say(path, clock, "one")
    clock.now -= 400 * 24 * HOUR
    say(path, clock, "two")
    assert len(names(path)) == 2


def test_a_copy_is_one_private_file_that_opens_as_a_history(path: Path, clock: Clock) -> None:
    say(path, clock, "one")
    folder = folder_of(path)
    (copy,) = folder.iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with closing(History.open(copy)) as history:
        assert history.notice is None
        assert history.events("s") == [{"text": "one"}]


def test_a_copy_is_never_overwritten(path: Path, clock: Clock) -> None:
    say(path, clock, "one")
    with closing(History.open(path, clock=clock)) as history:
        history.append("s", 0.0, {"text": "two"})
        made = backups.back_up(history._connection, folder_of(path), clock())
    assert made.name == f"history-20261125T221401Z-v{SCHEMA}.sqlite3"
    assert [words(one) for one in listed(folder_of(path))] == [["one", "two"], ["one"]]


def test_a_damaged_history_is_not_copied(path: Path, clock: Clock) -> None:
    say(path, clock, *(f"word {number} " * 200 for number in range(20)))
    clock.now += 2 * HOUR
    history = History.open(path, clock=clock)
    history.append("s", 0.0, {"text": "more"})
    look(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 8192 * 4096)
        file.write(bytes(8192))
    history.close()
    assert len(names(path)) == 1
    assert sorted(one.name for one in folder_of(path).iterdir()) == names(path), "nor is half a copy left"


def test_a_backup_that_cannot_be_made_stops_nothing(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    folder_of(path).write_text("in the way")
    say(path, clock, "one")
    say(path, clock, "two")
    assert look(path, "SELECT count(*) FROM event") == [(2,)]


def test_a_history_is_copied_before_it_is_migrated(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    old_history(path)
    History.open(path, clock=clock).close()
    (copy,) = listed(folder_of(path))
    assert copy.path.name == "history-20261125T221400Z-v1.sqlite3"
    assert look(copy.path, "PRAGMA user_version") == [(1,)]
    assert look(copy.path, "SELECT payload FROM event") == [('{"n":1}',)]
    assert look(path, "PRAGMA user_version") == [(SCHEMA,)]


def test_a_migration_tried_again_makes_no_second_copy(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    old_history(path)
    with closing(sqlite3.connect(path)) as connection:
        for _ in range(3):
            backups.keep_before_migration(connection, folder_of(path), clock())
            clock.now += 10
    assert len(names(path)) == 1


def test_the_newest_good_copy_is_found(path: Path, clock: Clock) -> None:
    for word in ("one", "two", "three", "four"):
        say(path, clock, word)
        clock.now += 2 * HOUR
    newest, second, third, _ = listed(folder_of(path))
    newest.path.write_bytes(b"")
    second.path.write_bytes(Random(1).randbytes(20_000))
    assert newest_good(folder_of(path)) == third
    assert newest_good(path.parent / "nowhere") is None


def copy_at(at: datetime, schema: int = 3) -> Backup:
    return Backup(Path(f"{at.isoformat()}-{schema}"), at, schema)


def test_which_copies_stay() -> None:
    now = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
    hourly = [copy_at(now - timedelta(hours=hours)) for hours in range(24 * 150)]
    gone = superfluous(hourly, now.timestamp())
    stay = [one.made for one in hourly if one not in gone]
    assert stay[:13] == [now - timedelta(hours=hours) for hours in range(13)], "all of the last twelve hours"
    # Today is the first of the fourteen days, and its newest copy is one of the thirteen.
    yesterday = now.replace(hour=23) - timedelta(days=1)
    assert stay[13:26] == [yesterday - timedelta(days=days) for days in range(13)], "the newest of a day"
    sundays = stay[26:]
    assert len(sundays) == 8
    assert all(made.hour == 23 for made in sundays)
    assert all(made.isoweekday() == 7 for made in sundays[1:]), "the newest of a week; the first has days that stay"
    assert all(later - earlier == timedelta(days=7) for later, earlier in pairwise(sundays[1:]))


def test_neither_a_pause_nor_a_jumping_clock_empties_the_folder() -> None:
    now = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
    daily = [copy_at(now - timedelta(days=days)) for days in range(20)]
    assert len(superfluous(daily, now.timestamp())) == len(superfluous(daily, now.timestamp() + 10 * 365 * 86400)) == 4
    assert len(superfluous(daily, now.timestamp() - 10 * 365 * 86400)) == 0
    assert superfluous([], now.timestamp()) == []


def test_the_newest_copy_of_every_schema_stays() -> None:
    now = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
    old = [copy_at(now - timedelta(days=1000, hours=hours), schema=1) for hours in range(3)]
    new = [copy_at(now - timedelta(days=days)) for days in range(200)]
    assert [one for one in old if one not in superfluous([*old, *new], now.timestamp())] == old[:1]


def test_thinning_leaves_other_files_alone(path: Path, clock: Clock) -> None:
    folder = folder_of(path)
    folder.mkdir(parents=True)
    others = ["notes.txt", "history.sqlite3", "history-20269999T221400Z-v3.sqlite3", ".young.part"]
    for name in others[:3]:
        (folder / name).write_text("mine")
    for name in (".young.part", ".old.part"):
        (folder / name).mkdir()
    os.utime(folder / ".young.part", (clock.now, clock.now))
    os.utime(folder / ".old.part", (clock.now - 2 * HOUR, clock.now - 2 * HOUR))
    for _ in range(40):
        say(path, clock, "one")
        clock.now += HOUR
        os.utime(folder / ".young.part", (clock.now, clock.now))
    assert {one.name for one in folder.iterdir()} - set(names(path)) == set(others)
    assert len(names(path)) == 13 + 2, "those of the last twelve hours, and the newest of the two days before"


MAKER = """
import sqlite3, sys
from pathlib import Path
from interviewer.progress.backups import back_up
connection = sqlite3.connect(sys.argv[1])
print("go", flush=True)
at = 1.8e9
while True:
    back_up(connection, Path(sys.argv[2]), at)
    at += 1000
"""


def test_a_kill_leaves_whole_copies(path: Path, clock: Clock) -> None:
    say(path, clock, *("x" * 3000 for _ in range(60)))
    folder = path.parent / "killed"
    rng = Random(3)
    for _ in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", MAKER, str(path), str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(rng.random() * 0.2)
        process.kill()
        process.communicate()
    copies = listed(folder)
    assert len(copies) > 2
    for one in copies:
        assert look(one.path, "PRAGMA integrity_check") == [("ok",)]
        assert len(words(one)) == 60


def test_a_file_that_has_become_empty_is_no_new_history(path: Path, clock: Clock) -> None:
    say(path, clock, "one", "two")
    path.write_bytes(b"")
    with closing(History.open(path, clock=clock)) as history:
        assert history.notice is not None
        assert "the 2 events of the backup of 2026-11-25 22:14 UTC were brought back" in history.notice
        assert [event["text"] for event in history.events("s")] == ["one", "two"]


def test_a_file_that_was_deleted_is_a_new_history(path: Path, clock: Clock) -> None:
    say(path, clock, "one")
    path.unlink()
    with closing(History.open(path, clock=clock)) as history:
        assert history.notice is None
        assert history.sessions() == []


def test_the_log_of_a_file_that_has_become_empty_is_read(path: Path, clock: Clock, tmp_path: Path) -> None:
    say(path, clock, "one")
    with closing(History.open(path, clock=clock)) as history:
        history.append("s", clock(), {"text": "two"})
        emptied = tmp_path / "emptied" / path.name
        emptied.parent.mkdir()
        emptied.touch()
        shutil.copy(f"{path}-wal", f"{emptied}-wal")
        shutil.copytree(folder_of(path), folder_of(emptied))
    with closing(History.open(emptied, clock=clock)) as left:
        assert left.notice is not None
        assert [event["text"] for event in left.events("s")] == ["one", "two"]


def test_an_empty_file_with_no_good_copy_is_a_new_history(path: Path, clock: Clock) -> None:
    say(path, clock, "one")
    listed(folder_of(path))[0].path.write_bytes(b"")
    path.write_bytes(b"")
    with closing(History.open(path, clock=clock)) as history:
        assert history.notice is None
        assert history.sessions() == []


def test_what_neither_the_file_nor_the_copy_has_is_counted(path: Path, clock: Clock) -> None:
    say(path, clock, "one")
    say(path, clock, *("x" * 3000 for _ in range(20)))
    size = path.stat().st_size
    with closing(sqlite3.connect(path)) as connection:
        event = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'event'").fetchone()[0]
    content = bytearray(path.read_bytes())
    for page in range(event - 1, size // 4096):
        if content[page * 4096] in {0x0D, 0x05} and b"xxx" in content[page * 4096 : page * 4096 + 4096]:
            content[page * 4096 : page * 4096 + 4096] = bytes(4096)
    content[(event - 1) * 4096 : event * 4096] = bytes(4096)
    path.write_bytes(content)
    with closing(History.open(path, clock=clock)) as history:
        assert history.notice is not None
        assert "1 of 21 events were saved, 1 of them from the backup of" in history.notice
