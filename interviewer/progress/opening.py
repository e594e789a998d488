"""A file opened as a history: whose it is, whether it is whole, and brought to this program's schema."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from interviewer.progress.migrations import APPLICATION_ID, MIGRATIONS, SCHEMA

BUSY_SECONDS = 5.0
"""How long a write waits for another instance."""

Keep = Callable[[sqlite3.Connection], object]
"""Makes a copy of a history that is about to be migrated."""


def connect(path: Path, keep: Keep) -> sqlite3.Connection:
    """Open a history for writing, for as long as it takes other instances to let it go.

    SQLite waits by itself for a lock, but not while one instance turns a new file to WAL or takes the log away.

    Raises:
        sqlite3.OperationalError: it is not ours to write, is locked, or cannot be reached.
        sqlite3.DatabaseError: it is damaged.
        OSError: ``keep`` raised it.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            return prepare(connection, keep)
        except BaseException as error:
            connection.close()
            if not _busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def in_memory() -> sqlite3.Connection:
    """Return an empty history that is gone with the process."""
    return prepare(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False), lambda _: None)


def copy_in_memory(path: Path) -> sqlite3.Connection:
    """Return what is in a history that can be read and not written.

    Raises:
        sqlite3.Error: it cannot be read either, or is damaged.
    """
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        _copy(path, memory)
        return prepare(memory, lambda _: None)
    except BaseException:
        memory.close()
        raise


def _copy(path: Path, memory: sqlite3.Connection) -> None:
    try:
        with closing(read_only(path, "mode=ro")) as connection:
            connection.backup(memory)
    except sqlite3.OperationalError:
        # The index of the log can neither be read nor made; `immutable` needs none, and leaves the log out.
        with closing(read_only(path)) as connection:
            connection.backup(memory)


def read_only(path: Path, way: str = "mode=ro&immutable=1") -> sqlite3.Connection:
    """Connect to a file without changing a byte of it.

    Args:
        path: the file.
        way: the parameters of SQLite's URI; ``immutable`` is for a file that nobody else has open.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?{way}", uri=True, timeout=1.0)


def prepare(connection: sqlite3.Connection, keep: Keep) -> sqlite3.Connection:
    """Check a history, settle how it is written, and migrate it.

    Raises:
        sqlite3.OperationalError: it is not ours to write.
        sqlite3.DatabaseError: it is damaged.
        OSError: ``keep`` raised it.
    """
    # Nothing is written, the journal mode neither, before the file is known to be a history or empty. One transaction,
    # because another instance may be migrating.
    connection.execute("BEGIN")
    ours = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    connection.execute("COMMIT")
    if ours != APPLICATION_ID and (ours or version or tables):
        raise sqlite3.OperationalError("this is another program's database")
    if version > SCHEMA:
        raise sqlite3.OperationalError(f"written by a newer version (schema {version}, this program knows {SCHEMA})")
    connection.execute("PRAGMA journal_mode = WAL")
    # Distributions build SQLite with other defaults, so both are said.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    check(connection)
    if 0 < version < SCHEMA:
        keep(connection)
    for number in range(version, SCHEMA):
        _migrate(connection, number)
    return connection


def check(connection: sqlite3.Connection) -> None:
    """Look every page over.

    Raises:
        sqlite3.DatabaseError: with what is wrong.
    """
    found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    if found != "ok":
        raise sqlite3.DatabaseError(found.splitlines()[-1])


def _migrate(connection: sqlite3.Connection, number: int) -> None:
    """Apply one migration; a kill leaves the file before it or after it, never between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another instance may have migrated while this one waited for the lock.
        if connection.execute("PRAGMA user_version").fetchone()[0] == number:
            for statement in MIGRATIONS[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number + 1}")
    except BaseException:
        connection.rollback()
        raise
    connection.execute("COMMIT")


def _busy(error: BaseException) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
