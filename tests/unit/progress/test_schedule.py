"""When key points are due."""

import math
import random
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.progress.schedule import LONGEST, RETENTION, Card, after, rating, recalled

DAY = 86_400.0


def chance(card: Card, at: float) -> float:
    """Return the chance, 0..1, that FSRS gives a key point of being known at a moment."""
    as_theirs = fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        last_review=datetime.fromtimestamp(card.last, UTC),
    )
    return fsrs.Scheduler().get_card_retrievability(as_theirs, datetime.fromtimestamp(max(at, card.last), UTC))


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
        assert 0 <= chance(card, at) <= 1


def test_what_counts_as_a_recall() -> None:
    card = Card(5.0, 5.0, 5 * DAY, 0.0)
    assert recalled(None, 1.0, 0.0) is None
    assert recalled(card, 1.0, 3600.0) is None
    assert recalled(card, 0.5, 3 * DAY) is True
    assert recalled(card, 0.4, 3 * DAY) is False


class Learner:
    """Remembers by a law of its own: what is known again lasts ``growth`` times as long, what is not less than half."""

    def __init__(self, growth: float, first_days: float, rng: random.Random) -> None:
        self._growth = growth
        self._first_days = first_days
        self._rng = rng
        self._days: dict[int, float] = {}

    def learn(self, number: int, credit: float) -> None:
        self._days[number] = self._first_days * math.exp(self._rng.gauss(0, 0.5)) * (4 if credit == 1.0 else 1)

    def remembers(self, number: int, card: Card, at: float) -> bool:
        gone = (at - card.last) / DAY
        lasts = self._days[number]
        known = self._rng.random() < math.pow(RETENTION, gone / lasts)
        self._days[number] = lasts * (1 + (self._growth - 1) * min(1, gone / lasts)) if known else max(1, 0.4 * lasts)
        return known


class AsForeseen(Learner):
    """Remembers as FSRS foresees."""

    def remembers(self, number: int, card: Card, at: float) -> bool:
        return self._rng.random() < chance(card, at)


def year_of(learner: Learner, rng: random.Random) -> tuple[float, int]:
    """Ask every day what is due; return the share that was known, and how much was asked."""
    cards: list[Card | None] = [None] * 250
    known = asked = 0
    for day in range(365):
        at = day * DAY
        for number, card in enumerate(cards):
            if card is None:
                if number < 4 * (day + 1):
                    credit = rng.choice([0.0, 0.6, 1.0])
                    learner.learn(number, credit)
                    cards[number] = after(None, credit, at)
            elif card.due <= at:
                remembers = learner.remembers(number, card, at)
                known, asked = known + remembers, asked + 1
                cards[number] = after(card, 1.0 if remembers else 0.0, at)
    return known / asked, asked


def test_a_year_of_practice_keeps_the_desired_share() -> None:
    rng = random.Random(3)
    kept, asked = year_of(AsForeseen(1.0, 1.0, rng), rng)
    assert asked > 1000
    assert kept == pytest.approx(RETENTION, abs=0.03)


@pytest.mark.parametrize("growth", [1.5, 2.0, 3.0])
@pytest.mark.parametrize("first_days", [1.0, 4.0])
def test_a_learner_who_forgets_by_another_law_is_not_far_from_it(growth: float, first_days: float) -> None:
    rng = random.Random(3)
    kept, _ = year_of(Learner(growth, first_days, rng), rng)
    assert 0.82 < kept < 0.96
