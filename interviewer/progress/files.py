"""What belongs to a database's file, who may write it, and who may replace it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOG, INDEX = "-wal", "-shm"
"""What SQLite adds to a file's name for the write-ahead log, and for the log's index, which can be made anew."""

POLL_SECONDS = 0.02
"""How often a lock that another holds is asked for again."""


@contextmanager
def alone(folder: Path, seconds: float) -> Iterator[None]:
    """Keep other instances of this program from replacing files of ``folder``.

    SQLite's own locks are on the file, and of no use while the file is replaced by another.

    Args:
        folder: a folder that exists.
        seconds: how long to wait for another instance; 0 or more.

    Raises:
        TimeoutError: another instance holds the folder.
        OSError: the folder cannot be opened or locked.
    """
    deadline = time.monotonic() + seconds
    held = os.open(folder, os.O_RDONLY)
    try:
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise TimeoutError(f"{folder} is held by another window") from None
                time.sleep(POLL_SECONDS)
        yield
    finally:
        os.close(held)


def writable(path: Path) -> bool:
    """Whether a database can be written: its file, and its folder, where the log is made."""
    return all(
        os.access(one, os.W_OK, effective_ids=os.access in os.supports_effective_ids) for one in (path, path.parent)
    )


def move(path: Path, target: Path) -> None:
    """Rename a database with its log, the file last: before that it still has its name, and can be moved again.

    Raises:
        OSError: it cannot be renamed.
    """
    for suffix in (LOG, INDEX, ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(target.with_name(target.name + suffix))
