"""A damaged history replaced by what can be saved of it; a kill leaves one or the other, and both files are kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

from interviewer.paths import synchronize
from interviewer.progress import backups
from interviewer.progress.backups import Backup
from interviewer.progress.files import INDEX, LOG, alone, move
from interviewer.progress.opening import BUSY_SECONDS, Keep, connect
from interviewer.progress.salvage import Saved, salvage

EMPTIED = "nothing is in the file"
"""What is wrong with a history that has become empty."""


def open_whole(path: Path, keep: Keep) -> sqlite3.Connection:
    """Open a history, which nothing where there was something is not.

    Raises:
        sqlite3.OperationalError: it is not ours to write, is locked, or cannot be reached.
        sqlite3.DatabaseError: it is damaged, or has become empty.
        OSError: it cannot be looked at, or ``keep`` raised it.
    """
    if is_emptied(path):
        raise sqlite3.DatabaseError(EMPTIED)
    return connect(path, keep)


def is_emptied(path: Path) -> bool:
    """Whether a file has no byte though its log or a good backup has; SQLite takes it for new, and the log for old.

    Raises:
        OSError: it cannot be looked at.
    """
    log = path.with_name(path.name + LOG)
    if path.stat().st_size:
        return False
    return (log.exists() and log.stat().st_size > 0) or backups.newest_good(backups.folder_of(path)) is not None


def mend(path: Path, keep: Keep) -> tuple[sqlite3.Connection, str | None]:
    """Replace a damaged history and open what replaces it.

    Args:
        path: the history.
        keep: makes a copy before a migration, where another window has mended the file with an older program.

    Returns:
        The history, and one line that says what was saved; None where another window has mended it meanwhile.

    Raises:
        sqlite3.Error: it cannot be replaced.
        OSError: it cannot be set aside.
    """
    with alone(path.parent, BUSY_SECONDS):
        try:
            return open_whole(path, keep), None
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            said = str(error)
        backup = backups.newest_good(backups.folder_of(path))
        saved = _write_anew(path, backup)
        aside = _put_in_place(path)
        return connect(path, keep), f"The history was damaged ({said}): {_told(saved, backup)}; it is kept as {aside}."


def finish(path: Path) -> None:
    """Finish a replacement that a kill has interrupted, where one was.

    Raises:
        OSError: the files cannot be renamed, or another window holds them.
    """
    if _mended(path).exists():
        with alone(path.parent, BUSY_SECONDS):
            if _mended(path).exists():
                _put_in_place(path)


def _mended(path: Path) -> Path:
    """Where the new history waits, complete, while the damaged one is set aside."""
    return path.with_name(f"{path.stem}.mended{path.suffix}")


def _write_anew(path: Path, backup: Backup | None) -> Saved:
    """Write a new history beside the damaged one."""
    unfinished = path.with_name(f"{path.stem}.mending{path.suffix}")
    for suffix in ("", LOG, INDEX):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    with closing(connect(unfinished, lambda _: None)) as new:
        saved = salvage(path, backup.path if backup else None, new)
    unfinished.rename(_mended(path))
    synchronize(path.parent)
    return saved


def _put_in_place(path: Path) -> str:
    """Set the damaged history aside under the first free name, put the new one in its place, and return the name."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    move(path, aside)
    # The new history must not be met by the old one's log, not even after a power cut.
    synchronize(path.parent)
    _mended(path).rename(path)
    synchronize(path.parent)
    return aside.name


def _told(saved: Saved, backup: Backup | None) -> str:
    if not saved.known:
        return "nothing in it could be read, and a new one was started"
    copy = f"the backup of {backup.made:%Y-%m-%d %H:%M} UTC" if backup is not None else "a backup"
    if saved.from_backup == saved.events == saved.known:
        return f"nothing in it could be read, and the {saved.events:,} events of {copy} were brought back"
    part = f", {saved.from_backup:,} of them from {copy}" if saved.from_backup else ""
    return f"{saved.events:,} of {saved.known:,} events were saved{part}"
