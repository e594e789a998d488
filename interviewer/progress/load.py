"""How many reviews a day the user is ready for; what does not fit in waits for the next day."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.progress.history import History


LIMIT = 500
"""The largest limit that may be set; more than anyone does."""

SETTING = "reviews-a-day"
"""The setting's name in the history."""


def most_a_day(history: "History") -> int | None:
    """Return how many key points the user wants to review a day at most; None where there is no limit.

    Raises:
        HistoryError: the history cannot be read.
    """
    rows = history.read("SELECT value FROM setting WHERE name = ?", (SETTING,))
    try:
        return max(1, int(rows[0][0]))
    except (IndexError, ValueError):
        return None


def set_most_a_day(history: "History", most: int | None) -> None:
    """Store the limit, 1 or more; None takes it away.

    Raises:
        HistoryError: it could not be committed.
    """
    with history.writing() as write:
        write("DELETE FROM setting WHERE name = ?", (SETTING,))
        if most is not None:
            write("INSERT INTO setting VALUES (?, ?)", (SETTING, str(most)))


def reviewed_on(history: "History", day: date) -> int:
    """Return how many key points were reviewed on a local day.

    Raises:
        HistoryError: the history cannot be read.
    """
    ((reviews,),) = history.read("SELECT total(review) FROM outcome WHERE day = ?", (day.isoformat(),))
    return int(reviews)


def within(most: int | None, due: int, done: int) -> int:
    """Return how many of the reviews that are due fit into what is left of a day's limit, after ``done`` of them."""
    return due if most is None else min(due, max(0, most - done))


def spread(due: Sequence[int], most: int | None, done: int) -> tuple[int, ...]:
    """Return how many reviews each day brings when none has more than ``most``.

    Args:
        due: how many come due on each day, today first with all that is overdue.
        most: the limit a day; None for none.
        done: how many were done today.
    """
    if most is None:
        return tuple(due)
    waiting, days = 0, []
    for number, count in enumerate(due):
        waiting += count
        days.append(within(most, waiting, done if number == 0 else 0))
        waiting -= days[-1]
    return tuple(days)
