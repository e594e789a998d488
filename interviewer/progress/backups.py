"""Copies of the history, made while it is good: before a migration, and at most once an hour when something is new.

A copy is named by the moment and its schema, ``history-20261125T221400Z-v3.sqlite3``. It is written under another name,
checked, and given its own when it is on the disk; it is never written to again.
"""

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Hashable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from interviewer.paths import private_folder, synchronize
from interviewer.progress.files import alone
from interviewer.progress.migrations import APPLICATION_ID, SCHEMA
from interviewer.progress.opening import check, read_only

EVERY_SECONDS = 3600.0
"""The least time between two copies, but for those that a migration or a deletion asks for."""

ALL_HOURS, DAYS, WEEKS = 12, 14, 8
"""What stays: every copy of the last hours, then the newest of as many days, then of as many weeks."""

STALE_SECONDS = 3600.0
"""How old a half-made copy must be to be one that a kill has left."""

_NAME = re.compile(r"history-(\d{8}T\d{6})Z-v(\d{1,6})\.sqlite3")
_STAMP = "%Y%m%dT%H%M%S"
_HALF_MADE = ".part"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy.

    Attributes:
        path: its file.
        made: when, to the second.
        schema: the schema of the history then.
    """

    path: Path
    made: datetime
    schema: int


def folder_of(history: Path) -> Path:
    """Return where the copies of a history are kept."""
    return history.parent / "backups"


def listed(folder: Path) -> list[Backup]:
    """Return the copies in ``folder``, newest first; none where there is no such folder.

    Raises:
        OSError: the folder cannot be read.
    """
    found = [_parsed(path) for path in folder.iterdir()] if folder.is_dir() else []
    return sorted((one for one in found if one), key=lambda one: (one.made, one.schema), reverse=True)


def newest_good(folder: Path) -> Backup | None:
    """Return the newest copy that is whole and that this program can read.

    Raises:
        OSError: the folder cannot be read.
    """
    return next((one for one in listed(folder) if is_good(one)), None)


def is_good(one: Backup) -> bool:
    """Whether a copy is whole, and this program can read it."""
    try:
        with closing(read_only(one.path)) as connection:
            check(connection)
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            return ours and int(connection.execute("PRAGMA user_version").fetchone()[0]) <= SCHEMA
    except sqlite3.Error:
        return False


def due(connection: sqlite3.Connection, folder: Path, at: float) -> bool:
    """Whether a history has events that its newest copy has not, and that copy is an hour old.

    Args:
        connection: the history.
        folder: where the copies are.
        at: now, in seconds since the epoch.

    Raises:
        sqlite3.Error: the history cannot be read.
        OSError: the folder cannot be read.
    """
    newest = next(iter(listed(folder)), None)
    if newest is None:
        return _last_event(connection) > 0
    # A copy of the future comes from a clock that was wrong, and holds nothing up.
    return not 0 <= at - newest.made.timestamp() < EVERY_SECONDS and not _covers(newest, connection)


def back_up(connection: sqlite3.Connection, folder: Path, at: float) -> Path:
    """Copy a history, and thin the copies out.

    Args:
        connection: the history; others may write to it meanwhile.
        folder: where the copies are, made where it is missing.
        at: now, in seconds since the epoch.

    Returns:
        The copy.

    Raises:
        sqlite3.Error: the copy could not be made, or was found damaged and thrown away.
        OSError: the folder cannot be written, or another instance is making a copy.
    """
    private_folder(folder)
    with alone(folder, seconds=0), tempfile.TemporaryDirectory(suffix=_HALF_MADE, prefix=".", dir=folder) as made:
        part = Path(made) / "history"
        part.touch(mode=0o600)
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # it goes to the disk once, when it is whole
            connection.backup(copy)
            # Without a log it is one file, and can be read where nothing can be written.
            copy.execute("PRAGMA journal_mode = DELETE")
            check(copy)
            schema = copy.execute("PRAGMA user_version").fetchone()[0]
        synchronize(part)
        path = _free_name(folder, at, schema)
        part.rename(path)
        synchronize(folder)
        _thin(folder, at)
    return path


def keep_before_migration(connection: sqlite3.Connection, folder: Path, at: float) -> None:
    """Copy a history that is about to be migrated, if it is not as its newest copy is.

    Raises:
        sqlite3.Error: the copy could not be made.
        OSError: the same.
    """
    newest = next(iter(listed(folder)), None)
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if newest is None or newest.schema != schema or not _covers(newest, connection):
        with suppress(TimeoutError):  # another instance is about to migrate too, and makes the same copy
            back_up(connection, folder, at)


def superfluous(copies: Iterable[Backup], at: float) -> list[Backup]:
    """Return the copies that need not stay.

    Days and weeks are counted as they occur, so that neither a pause nor a clock that jumps empties the folder. The
    newest copy of every schema stays.

    Args:
        copies: in any order.
        at: now, in seconds since the epoch.
    """
    newest_first = sorted(copies, key=lambda one: one.made, reverse=True)
    recent = datetime.fromtimestamp(at, UTC) - timedelta(hours=ALL_HOURS)
    daily = _first_of_each(newest_first, lambda one: one.made.date())[:DAYS]
    older = [one for one in newest_first if one.made.date() < daily[-1].made.date()]
    weekly = _first_of_each(older, lambda one: one.made.isocalendar()[:2])[:WEEKS]
    stay = {*daily, *weekly, *_first_of_each(newest_first, lambda one: one.schema)}
    return [one for one in newest_first if one.made < recent and one not in stay]


def _first_of_each(copies: Iterable[Backup], kind: Callable[[Backup], Hashable]) -> list[Backup]:
    first: dict[Hashable, Backup] = {}
    for one in copies:
        first.setdefault(kind(one), one)
    return list(first.values())


def _thin(folder: Path, at: float) -> None:
    for one in superfluous(listed(folder), at):
        one.path.unlink(missing_ok=True)
    for left in folder.glob(f".*{_HALF_MADE}"):
        if at - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _free_name(folder: Path, at: float, schema: int) -> Path:
    """Return a name that no copy has: of this second, or of the next that is free."""
    moment = datetime.fromtimestamp(at, UTC)
    while (path := folder / f"history-{moment:{_STAMP}}Z-v{schema}.sqlite3").exists():
        moment += timedelta(seconds=1)
    return path


def _parsed(path: Path) -> Backup | None:
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        made = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, made, int(named[2]))


def _covers(one: Backup, connection: sqlite3.Connection) -> bool:
    """Whether a copy holds every event of a history."""
    try:
        with closing(read_only(one.path)) as copy:
            return _last_event(copy) == _last_event(connection)
    except sqlite3.Error:
        return False


def _last_event(connection: sqlite3.Connection) -> int:
    # The largest number ever given, which a deletion does not lower.
    return int(connection.execute("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'event'").fetchone()[0])
