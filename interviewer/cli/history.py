"""``interviewer history``: what is remembered, carried to another machine, forgotten, made smaller."""

from pathlib import Path
from typing import Annotated

import typer

from interviewer.cli.common import fail
from interviewer.cli.opened import opened_history
from interviewer.text import counted

app = typer.Typer(help="Carry your history to another machine, delete it, make it smaller.", no_args_is_help=True)


def session_ids(incomplete: str) -> list[str]:
    """Complete a session's id for the shell."""
    with opened_history() as history:
        return [stored.id for stored in history.sessions() if stored.id.startswith(incomplete)]


@app.command("list")
def list_sessions() -> None:
    """List the sessions, newest first."""
    from datetime import datetime

    from interviewer.paths import user_paths

    if not user_paths().history.exists():
        print("no session yet")
        return
    with opened_history() as history:
        for stored in history.sessions():
            began = datetime.fromtimestamp(stored.began).astimezone()
            state = "unfinished" if stored.finished is None else "finished"
            questions = stored.plan.get("questions")
            asked = counted(len(questions), "question") if isinstance(questions, list) else ""
            print(f"{stored.id}  {began:%Y-%m-%d %H:%M}  {state:10}  {asked}, {counted(stored.events, 'event')}")


@app.command("export")
def export_history(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write; - is standard output.")],
) -> None:
    """Write everything that is remembered to a file of JSON lines, for another machine or another program."""
    import sys

    from interviewer.cli.output import STANDARD, put
    from interviewer.progress.transfer import pack, to_lines

    with opened_history() as history:
        carried = pack(history)
    put(file, "".join(f"{line}\n" for line in to_lines(carried)))
    where = "standard output" if file == STANDARD else file
    told = f"{_size(len(carried.sessions), carried.events)} written to {where}"
    if carried.left_out:
        told += f"; {counted(carried.left_out, 'damaged row')} left out"
    print(told, file=sys.stderr if file == STANDARD else sys.stdout)


@app.command("import")
def import_history(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `interviewer history export` has written.")],
) -> None:
    """Add what another machine's history has and this one has not; importing twice changes nothing."""
    from interviewer.progress.history import HistoryError
    from interviewer.progress.merging import merge
    from interviewer.progress.transfer import from_lines

    try:
        with file.open("rb") as opened:
            carried = from_lines(opened, str(file))
    except OSError as error:
        fail(f"{file}: cannot be read: {error.strerror or error}")
    except HistoryError as error:
        fail(str(error))
    with opened_history(new=True, written=True) as history:
        merged = merge(history, carried)
    already = len(carried.sessions) - merged.added - merged.extended
    print(
        f"{counted(merged.added, 'session')} added, {merged.extended} continued, {already} here already;"
        f" {counted(merged.events, 'event')} more"
    )
    for session in merged.parted:
        print(f"{session} went on on both machines: the longer one is kept")


@app.command("delete")
def delete(
    session: Annotated[
        str | None, typer.Argument(metavar="[SESSION]", help="Only this session.", autocompletion=session_ids)
    ] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete one session, or everything that was said and the code being written; settings stay."""
    from interviewer.paths import user_paths
    from interviewer.progress.backups import folder_of
    from interviewer.progress.erasing import delete_all, delete_session

    with opened_history(written=True) as history:
        stored = {one.id: one.events for one in history.sessions()}
        if session is not None and session not in stored:
            from interviewer.knowledge.names import did_you_mean

            fail(f"there is no session {session!r:.100}{did_you_mean(session, stored)}")
        what = f"session {session}" if session is not None else "everything"
        events = stored[session] if session is not None else sum(stored.values())
        if not yes and not typer.confirm(f"Delete {what}, {_size(1 if session else len(stored), events)}?"):
            fail("nothing was deleted")
        erased = delete_session(history, session) if session is not None else delete_all(history)
    backups = folder_of(user_paths().history)
    print(f"{what} is deleted, {counted(erased, 'event')}; older backups in {backups} still hold it")


@app.command("vacuum")
def vacuum() -> None:
    """Give space that is no longer needed back to the disk."""
    from interviewer.paths import user_paths

    path = user_paths().history
    with opened_history(written=True) as history:
        history.run("PRAGMA wal_checkpoint(TRUNCATE)")
        before = path.stat().st_size
        history.run("VACUUM")
        history.run("PRAGMA wal_checkpoint(TRUNCATE)")
        after = path.stat().st_size
    print(f"{path} has {after / 1024:,.0f} KiB, {(before - after) / 1024:,.0f} less than before")


def _size(sessions: int, events: int) -> str:
    return f"{counted(sessions, 'session')} with {counted(events, 'event')}"
