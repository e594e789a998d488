"""When key points are due."""

import random
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.progress.schedule import LONGEST, RETENTION, Card, after, rating, recalled, retrievability

DAY = 86_400.0


def days(*earned: float) -> list[float]:
    """Return the intervals, in days, after answers that each come when due."""
    card, at, intervals = None, 0.0, []
    for credit in earned:
        card = after(card, credit, at)
        intervals.append((card.due - at) / DAY)
        at = card.due
    return intervals


def test_ratings() -> None:
    seen = Card(1.0, 5.0, DAY, 0.0)
    assert [rating(seen, credit) for credit in (0.0, 0.49, 0.5, 0.89, 0.9, 1.0)] == [
        fsrs.Rating.Again,
        fsrs.Rating.Again,
        fsrs.Rating.Hard,
        fsrs.Rating.Hard,
        fsrs.Rating.Good,
        fsrs.Rating.Good,
    ]
    assert rating(None, 1.0) is fsrs.Rating.Easy


def test_the_intervals_are_those_of_the_library() -> None:
    """The first intervals published for the default parameters, and after them those of fsrs itself."""
    assert days(0.0)[0] == 1
    assert days(0.5)[0] == 1
    assert days(1.0)[0] == 8
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=LONGEST)
    card, at = fsrs.Card(card_id=1), datetime(2026, 1, 1, tzinfo=UTC)
    expected = []
    ratings = [fsrs.Rating.Again, *[fsrs.Rating.Good] * 3, fsrs.Rating.Hard, fsrs.Rating.Again, fsrs.Rating.Good]
    for one in ratings:
        card, _ = scheduler.review_card(card, one, at)
        expected.append((card.due - at) / timedelta(days=1))
        at = card.due
    assert days(0.0, 1.0, 1.0, 1.0, 0.6, 0.2, 1.0) == pytest.approx(expected)


def test_what_is_known_rests_and_what_was_missed_comes_back() -> None:
    known, missed = days(1.0, 1.0, 1.0), days(1.0, 1.0, 0.0)
    assert known == sorted(known)
    assert missed[-1] < 7 < known[-1] <= LONGEST


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(-1e6, 1e8)), min_size=1, max_size=20))
def test_any_clock_gives_a_card(answers: list[tuple[float, float]]) -> None:
    card: Card | None = None
    for credit, at in answers:
        before = card
        card = after(card, credit, at)
        assert card.due > card.last
        assert 1 <= card.difficulty <= 10
        assert before is None or card.last >= before.last
        assert 0 <= retrievability(card, at) <= 1


def test_what_counts_as_a_recall() -> None:
    card = Card(5.0, 5.0, 5 * DAY, 0.0)
    assert recalled(None, 1.0, 0.0) is None
    assert recalled(card, 1.0, 3600.0) is None
    assert recalled(card, 0.5, 3 * DAY) is True
    assert recalled(card, 0.4, 3 * DAY) is False


def test_a_year_of_practice_keeps_the_desired_share() -> None:
    """A learner who forgets as FSRS foresees is asked every day what is due, and still knows nine in ten of it."""
    rng = random.Random(3)
    cards: list[Card | None] = [None] * 250
    known = asked = 0
    for day in range(365):
        at = day * DAY
        for number, card in enumerate(cards):
            if card is None:
                if number < 4 * (day + 1):
                    cards[number] = after(None, rng.choice([0.0, 0.6, 1.0]), at)
            elif card.due <= at:
                remembers = rng.random() < retrievability(card, at)
                known, asked = known + remembers, asked + 1
                cards[number] = after(card, 1.0 if remembers else 0.0, at)
    assert asked > 1000
    assert known / asked == pytest.approx(RETENTION, abs=0.03)
