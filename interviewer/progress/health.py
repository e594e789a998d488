"""How a history stands, found out without changing a byte of it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from interviewer.progress.mending import EMPTIED, is_emptied
from interviewer.progress.migrations import APPLICATION_ID, SCHEMA


class Condition(StrEnum):
    """What can be said of a history's file."""

    GOOD = "good"
    MISSING = "missing"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    LOCKED = "locked"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Health:
    """A history's condition and size.

    Attributes:
        condition: what is the matter, or that nothing is.
        schema: the file's schema version; 0 where it is not known.
        sessions: how many there are.
        events: how many there are.
        unfinished: how many sessions can be resumed.
        detail: SQLite's own words where something is wrong.
    """

    condition: Condition
    schema: int = 0
    sessions: int = 0
    events: int = 0
    unfinished: int = 0
    detail: str = ""


def examine(path: Path) -> Health:
    """Look a history over: whose it is, which schema, ``PRAGMA quick_check``, what it holds."""
    try:
        if not path.exists():
            return Health(Condition.MISSING)
        if is_emptied(path):
            return Health(Condition.DAMAGED, detail=EMPTIED)
        if path.stat().st_size == 0:
            return Health(Condition.OLDER)
        with closing(_read_only(path)) as connection:
            return _examine(connection)
    except sqlite3.Error as error:
        return Health(_condition(error), detail=str(error))
    except OSError as error:
        return Health(Condition.UNREADABLE, detail=error.strerror or str(error))


def _read_only(path: Path) -> sqlite3.Connection:
    """Open ``path`` for reading.

    Without a write-ahead log nobody has the file open, and ``immutable`` keeps SQLite from making one.
    """
    log = path.with_name(f"{path.name}-wal")
    untouched = "" if log.exists() and log.stat().st_size else "&immutable=1"
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro{untouched}", uri=True, timeout=1.0)


def _examine(connection: sqlite3.Connection) -> Health:
    ours = connection.execute("PRAGMA application_id").fetchone()[0]
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if ours != APPLICATION_ID:
        empty = not (ours or schema or connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
        return Health(Condition.OLDER if empty else Condition.FOREIGN, schema)
    if schema > SCHEMA:
        return Health(Condition.NEWER, schema)
    check = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    if check != "ok":
        return Health(Condition.DAMAGED, schema, detail=check.splitlines()[-1])
    count = "SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM event)"
    unfinished = "(SELECT count(*) FROM session WHERE finished IS NULL)"
    sessions, events, open_ = connection.execute(f"{count}, {unfinished}").fetchone()
    return Health(Condition.GOOD if schema == SCHEMA else Condition.OLDER, schema, sessions, events, open_)


def _condition(error: sqlite3.Error) -> Condition:
    names = {
        "SQLITE_BUSY": Condition.LOCKED,
        "SQLITE_LOCKED": Condition.LOCKED,
        "SQLITE_CANTOPEN": Condition.UNREADABLE,
        "SQLITE_IOERR": Condition.UNREADABLE,
        "SQLITE_PERM": Condition.UNREADABLE,
    }
    name = getattr(error, "sqlite_errorname", "")
    return next((condition for start, condition in names.items() if name.startswith(start)), Condition.DAMAGED)
