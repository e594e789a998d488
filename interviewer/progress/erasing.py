"""Sessions forgotten for good, at the user's wish; nothing else takes an event away."""

from collections.abc import Iterable

from interviewer.progress.history import History, HistoryError
from interviewer.progress.outcomes import Write, forget_within


def delete_session(history: History, session: str) -> int:
    """Forget one session, and return how many events it had.

    Raises:
        HistoryError: there is no such session, no backup could be made before, or it could not be committed.
    """
    if not history.read("SELECT 1 FROM session WHERE id = ?", (session,)):
        raise HistoryError(f"there is no session {session:.100}")
    return _delete(history, [session])


def delete_all(history: History) -> int:
    """Forget every session and all code being written, and return how many events there were; settings stay.

    Raises:
        HistoryError: no backup could be made before, or it could not be committed.
    """
    return _delete(history, None)


def erase_events(write: Write, sessions: Iterable[str]) -> int:
    """Take the events of sessions away, as part of a transaction, and return how many they were."""
    # Triggers keep events from being changed by mistake. Who looks on from outside sees them there all the time.
    triggers = write(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event' AND name GLOB 'event_is_*'"
    ).fetchall()
    for name, _ in triggers:
        write(f"DROP TRIGGER {name}")
    erased = 0
    for session in sessions:
        write("DELETE FROM submission WHERE event IN (SELECT id FROM event WHERE session = ?)", (session,))
        erased += int(write("DELETE FROM event WHERE session = ?", (session,)).rowcount)
    for _, sql in triggers:
        write(sql)
    return erased


def _delete(history: History, sessions: list[str] | None) -> int:
    """Forget these sessions, or everything."""
    history.back_up_now()
    history.run("PRAGMA secure_delete = ON")  # what is deleted is overwritten in the file
    with history.writing() as write:
        # Figures are made anew from what is left.
        forget_within(write)
        names = [row[0] for row in write("SELECT id FROM session")] if sessions is None else sessions
        erased = erase_events(write, names)
        for name in names:
            write("DELETE FROM draft WHERE session = ?", (name,))
            write("DELETE FROM session WHERE id = ?", (name,))
        if sessions is None:
            write("DELETE FROM code_draft")
    history.run("PRAGMA wal_checkpoint(TRUNCATE)")  # and in the log
    # Were this file damaged, what is deleted would come back from the newest backup.
    history.back_up_now()
    return erased
