"""The history: append-only events in SQLite, committed to disk before anything is shown.

WAL with ``synchronous=FULL`` loses no acknowledged row to a kill or a power cut; every write is one ``BEGIN IMMEDIATE``
transaction, so a second instance waits instead of failing. One connection, guarded by a lock, serves every thread.
"""

import errno
import json
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from interviewer.paths import private_folder
from interviewer.progress import backups
from interviewer.progress.files import writable
from interviewer.progress.mending import finish, mend, open_whole
from interviewer.progress.opening import connect, copy_in_memory, in_memory

_SESSIONS = (
    "SELECT s.id, s.began, CAST(s.plan AS BLOB), s.finished,"
    " (SELECT count(*) FROM event e WHERE e.session = s.id) FROM session s"
)


class HistoryError(Exception):
    """The history cannot be read or written; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it was begun.

    Attributes:
        id: the session's id.
        began: seconds since the epoch.
        plan: what was settled at the start.
        finished: seconds since the epoch; None while it can be resumed.
        events: how many events it has.
    """

    id: str
    began: float
    plan: dict[str, Any]
    finished: float | None
    events: int


class History:
    """The database of one user.

    Use :meth:`open`, which settles everything that can go wrong with a file.

    Attributes:
        path: the file; None for a history in memory.
        notice: one line for the user when something was wrong with the file, else None.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        notice: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._lock = threading.RLock()
        self.path = path
        self.notice = notice

    @classmethod
    def open(cls, path: Path, *, clock: Callable[[], float] = time.time) -> Self:
        """Open the history at ``path``, made where it is missing and brought to this program's schema.

        What can be saved of a damaged file is put into a new one, and the file is set aside, never deleted. Where a
        history can be read and not written, what is in it is there, and what is added is gone with the process.

        Args:
            path: the file.
            clock: seconds since the epoch, for the names of backups.

        Raises:
            HistoryError: the file belongs to a newer version or another program, is locked, or cannot be read.
        """
        try:
            private_folder(path.parent)
            finish(path)
            new = not path.exists()
            if new:
                # SQLite would make it readable for everyone; its log takes over the file's mode.
                path.touch(mode=0o600)
        except OSError as error:
            raise HistoryError(f"{path}: cannot be made ({error.strerror or error})") from None
        try:
            history = cls(*_opened(path, clock, new=new), clock)
        except sqlite3.Error as error:
            raise HistoryError(f"{path}: {_plain(error)}") from None
        except OSError as error:
            raise HistoryError(f"{path}: damaged, and cannot be set aside ({error.strerror or error})") from None
        history.back_up()
        return history

    @classmethod
    def in_memory(cls, notice: str | None = None) -> Self:
        """Return a history that is gone with the process, for tests and for a disk that cannot be written."""
        return cls(in_memory(), None, notice)

    def back_up_now(self) -> Path | None:
        """Make a backup, before or after something that cannot be undone, and return its file; None in memory.

        Raises:
            HistoryError: it could not be made.
        """
        if self.path is None:
            return None
        try:
            with self._lock:
                return backups.back_up(self._connection, backups.folder_of(self.path), self._clock())
        except sqlite3.Error as error:
            raise HistoryError(f"no backup could be made: {_plain(error)}") from None
        except OSError as error:
            raise HistoryError(f"no backup could be made: {error.strerror or error}") from None

    def back_up(self) -> None:
        """Make a backup where one is due; that it cannot be made is no reason to stop, and the next one may be."""
        if self.path is None:
            return
        folder = backups.folder_of(self.path)
        with self._lock, suppress(sqlite3.Error, OSError):
            if backups.due(self._connection, folder, at := self._clock()):
                backups.back_up(self._connection, folder, at)

    def close(self) -> None:
        """Close the file, with a backup where one is due; writing afterwards raises :class:`HistoryError`."""
        with self._lock:
            self.back_up()
            self._connection.close()

    def begin(self, session: str, at: float, plan: dict[str, Any]) -> None:
        """Store a session's plan.

        Raises:
            HistoryError: it could not be committed.
        """
        with self.writing() as write:
            write("INSERT INTO session (id, began, plan) VALUES (?, ?, ?)", (session, at, dump(plan)))

    def append(
        self, session: str, at: float, payload: dict[str, Any], *, finished: bool = False, follows: int | None = None
    ) -> int:
        """Store one event, and with it forget the draft that it makes obsolete.

        Args:
            session: the session's id.
            at: when it happened, seconds since the epoch.
            payload: the event as JSON-ready values.
            finished: whether it ends the session.
            follows: the newest event that the writer knows of; None writes whatever others have written.

        Returns:
            The event's number, larger than any before it.

        Raises:
            HistoryError: it could not be committed, or another window has taken the session further.
        """
        text = dump(payload)
        with self.writing() as write:
            newest = write("SELECT ifnull(max(id), 0) FROM event WHERE session = ?", (session,)).fetchone()[0]
            if follows not in {None, newest}:
                raise HistoryError("this session has gone on in another window; open it again from home")
            stored = write(
                "INSERT INTO event (session, at, payload, crc) VALUES (?, ?, ?, ?)",
                (session, at, text, zlib.crc32(text.encode())),
            )
            if payload.get("text") or finished:
                write("DELETE FROM draft WHERE session = ?", (session,))
            if finished:
                write("UPDATE session SET finished = ? WHERE id = ? AND finished IS NULL", (at, session))
        return int(stored.lastrowid)

    def last(self, session: str) -> int:
        """Return the number of a session's newest event, 0 where it has none."""
        return int(self.read("SELECT ifnull(max(id), 0) FROM event WHERE session = ?", (session,))[0][0])

    def save_draft(self, session: str, at: float, text: str) -> None:
        """Store what is being typed, in place of the draft before.

        Raises:
            HistoryError: it could not be committed.
        """
        with self.writing() as write:
            write(
                "INSERT INTO draft (session, at, text) VALUES (?, ?, ?)"
                " ON CONFLICT (session) DO UPDATE SET at = excluded.at, text = excluded.text",
                (session, at, _encodable(text)),
            )

    def draft(self, session: str) -> str:
        """Return what was being typed last; empty where nothing was."""
        rows = self.read("SELECT text FROM draft WHERE session = ?", (session,))
        return str(rows[0][0]) if rows else ""

    def events(self, session: str) -> list[dict[str, Any]]:
        """Return a session's events in order; rows whose checksum does not hold are left out."""
        # As bytes, because a damaged row need not be text any more.
        rows = self.read("SELECT CAST(payload AS BLOB), crc FROM event WHERE session = ? ORDER BY id", (session,))
        return [json.loads(payload) for payload, crc in rows if zlib.crc32(payload) == crc]

    def sessions(self) -> list[StoredSession]:
        """Return every session, newest first; those whose plan is damaged are left out."""
        return self._sessions("")

    def session(self, session: str) -> StoredSession | None:
        """Return one session; None where there is none of that id, or its plan is damaged."""
        return next(iter(self._sessions("WHERE s.id = ?", session)), None)

    def unfinished(self) -> StoredSession | None:
        """Return the newest session that can be resumed."""
        return next(iter(self._sessions("WHERE s.finished IS NULL")), None)

    def _sessions(self, which: str, *values: str) -> list[StoredSession]:
        rows = self.read(f"{_SESSIONS} {which} ORDER BY s.rowid DESC", values)
        read = [(row, _object(row[2])) for row in rows]
        return [StoredSession(row[0], row[1], plan, row[3], row[4]) for row, plan in read if plan is not None]

    def abandon(self, session: str, at: float) -> None:
        """Mark a session as finished without another event, so that it is not offered again.

        Raises:
            HistoryError: it could not be committed.
        """
        with self.writing() as write:
            write("UPDATE session SET finished = ? WHERE id = ? AND finished IS NULL", (at, session))

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """Yield ``execute`` inside one immediate transaction, for the modules beside this one.

        Raises:
            HistoryError: it could not be committed; nothing of it was.
        """
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection.execute
                except BaseException:
                    self._connection.rollback()
                    raise
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                if self._open() and self._connection.in_transaction:
                    self._connection.rollback()
                raise HistoryError(f"{self.path or 'history'}: {_plain(error)}") from None

    def run(self, statement: str) -> None:
        """Run a statement that cannot stand in a transaction, for the modules beside this one.

        Raises:
            HistoryError: it failed.
        """
        self.read(statement)

    def _open(self) -> bool:
        try:
            return self._connection.total_changes >= 0
        except sqlite3.ProgrammingError:
            return False

    def read(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, for the modules beside this one.

        Raises:
            HistoryError: the file cannot be read.
        """
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise HistoryError(f"{self.path or 'history'}: {_plain(error)}") from None


def _opened(path: Path, clock: Callable[[], float], *, new: bool) -> tuple[sqlite3.Connection, Path | None, str | None]:
    """Return a connection, the file that it writes to, and what must be said."""

    def keep(connection: sqlite3.Connection) -> None:
        backups.keep_before_migration(connection, backups.folder_of(path), clock())

    try:
        if not writable(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        try:
            return connect(path, keep) if new else open_whole(path, keep), path, None
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            connection, notice = mend(path, keep)
            return connection, path, notice
    except (sqlite3.OperationalError, OSError) as error:
        if not _cannot_write(error):
            raise
        connection = copy_in_memory(path)
        why = _plain(error) if isinstance(error, sqlite3.Error) else error.strerror
        notice = f"{path} cannot be written ({why}): what is in it is shown, and nothing new will be remembered."
        return connection, None, notice


def _cannot_write(error: Exception) -> bool:
    """Whether a history that raised ``error`` on opening may still be read."""
    if isinstance(error, OSError):
        return not isinstance(error, TimeoutError)
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR"))


def _plain(error: sqlite3.Error) -> str:
    """Say an SQLite error as a person would; what stands first counts."""
    said = {
        "SQLITE_BUSY": "another window is writing to the history; close it or try again",
        "SQLITE_FULL": "the disk is full; free some space and try again",
        "SQLITE_READONLY": "the history cannot be written",
        "SQLITE_CANTOPEN": "the history cannot be opened",
        "SQLITE_IOERR_WRITE": "nothing more can be written; the disk may be full, or your quota used up",
        "SQLITE_IOERR_SHMSIZE": "nothing more can be written; the disk may be full, or your quota used up",
        "SQLITE_IOERR": "the disk did not answer",
    }
    name = getattr(error, "sqlite_errorname", "")
    return next((text for start, text in said.items() if name.startswith(start)), str(error))


def dump(data: dict[str, Any]) -> str:
    """Return JSON in ASCII, so that any text, lone surrogates too, can be stored and read back."""
    return json.dumps(data, separators=(",", ":"), sort_keys=True)


def _object(data: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(data)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
