"""Figures brought up to date before they are told, with how far it is where that takes long."""

import sys
from typing import TYPE_CHECKING

import typer

from interviewer.text import counted

if TYPE_CHECKING:
    from interviewer.interview.library import Library
    from interviewer.progress.history import History

MANY = 50
"""Sessions to reckon from which on a terminal shows how far it is."""


def reckon(history: "History", library: "Library", *, rebuild: bool = False) -> None:
    """Bring the figures up to date, or make them anew; where nothing can be stored now, say so and leave them.

    Raises:
        HistoryError: the history cannot be read, or cannot be made anew.
    """
    from interviewer.progress.history import HistoryError
    from interviewer.progress.outcomes import forget, pending

    if rebuild:
        forget(history)
    waiting = len(pending(history))
    try:
        _reckon(history, library, waiting, rebuild=rebuild)
    except HistoryError as error:
        if rebuild:
            raise
        print(f"interviewer: the figures lack {counted(waiting, 'session')}: {error}", file=sys.stderr)


def _reckon(history: "History", library: "Library", waiting: int, *, rebuild: bool) -> None:
    from interviewer.interview.recording import catch_up

    if waiting > MANY and sys.stderr.isatty():
        with typer.progressbar(length=waiting, label="Reckoning sessions", file=sys.stderr) as bar:
            done = catch_up(history, library.question, lambda _done, _all: bar.update(1))
    else:
        done = catch_up(history, library.question)
    if rebuild:
        print(f"interviewer: {counted(done.sessions, 'session')} reckoned anew", file=sys.stderr)
    if done.left_out:
        print(
            f"interviewer: {counted(done.left_out, 'session')} left out, for this bank has not all their questions; "
            "--rebuild with the bank that has them counts them",
            file=sys.stderr,
        )
