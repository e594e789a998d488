"""When a key point is due again: FSRS on what each answer earned.

The scheduler is py-fsrs (https://github.com/open-spaced-repetition/py-fsrs) with its default parameters, without
learning steps, for sessions are days apart, and without fuzz, so that the same history gives the same schedule.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import fsrs

RETENTION = 0.9
"""The share of due key points that should still be known when they come up."""

LONGEST = 365
"""Days after which even what is known well comes up again."""

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one key point.

    Attributes:
        stability: days after which it is still known with a chance of 90 %.
        difficulty: 1..10.
        due: when it should come up, seconds since the epoch.
        last: when it was answered last; never before the time before that.
    """

    stability: float
    difficulty: float
    due: float
    last: float


def rating(card: Card | None, credit: float) -> fsrs.Rating:
    """Return what FSRS is told of an answer that earned ``credit``, 0..1.

    Less than half is a failure, and "hard" a pass after help or in part. A point that is known unaided when it first
    comes up was known before, hence "easy".
    """
    if credit < 0.5:
        return fsrs.Rating.Again
    if credit < 0.9:
        return fsrs.Rating.Hard
    return fsrs.Rating.Good if card is not None else fsrs.Rating.Easy


def after(card: Card | None, credit: float, at: float) -> Card:
    """Return the card after an answer at ``at``; a clock that was set back counts from where it was."""
    if card is not None:
        at = max(at, card.last)
    reviewed, _ = _scheduler().review_card(_to_fsrs(card), rating(card, credit), _moment(at))
    if reviewed.stability is None or reviewed.difficulty is None:
        raise AssertionError("a card that was reviewed has both")
    return Card(reviewed.stability, reviewed.difficulty, reviewed.due.timestamp(), at)


def recalled(card: Card | None, credit: float, at: float) -> bool | None:
    """Return whether a key point was known when it came up again; None for the first time, or on the same day."""
    if card is None or at - card.last < _DAY / 2:
        return None
    return credit >= 0.5


@cache
def _scheduler() -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


def _to_fsrs(card: Card | None) -> fsrs.Card:
    # A card without an id waits for the clock to move on.
    if card is None:
        return fsrs.Card(card_id=0)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=_moment(card.due),
        last_review=_moment(card.last),
    )


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)
