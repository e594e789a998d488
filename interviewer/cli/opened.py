"""The user's history, opened for a command and closed after it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewer.cli.common import fail

if TYPE_CHECKING:
    from interviewer.progress.history import History


@contextmanager
def opened_history(*, new: bool = False, written: bool = False) -> "Iterator[History]":
    """Open the user's history; whatever goes wrong with it ends the program with status 1, having said why.

    Args:
        new: make one where there is none.
        written: it is about to be changed, so one that can only be read will not do.
    """
    from interviewer.paths import user_paths
    from interviewer.progress.history import History, HistoryError

    path = user_paths().history
    if not new and not path.exists():
        fail(f"there is no history yet ({path})")
    try:
        history = History.open(path)
        try:
            if history.notice and written and history.path is None:
                fail(history.notice)
            if history.notice:
                print(f"interviewer: {history.notice}", file=sys.stderr)
            yield history
        finally:
            history.close()
    except HistoryError as error:
        fail(str(error))
