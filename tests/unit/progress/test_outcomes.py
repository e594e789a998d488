"""Outcomes in the history, and the figures made of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.progress.attempts import attempts_of, questions_of
from interviewer.progress.days import local_day
from interviewer.progress.history import History
from interviewer.progress.load import set_most_a_day, spread
from interviewer.progress.outcomes import MistakeOutcome, Outcome, PointOutcome, forget, learn, pending, put
from interviewer.progress.statistics import due_points, progress, streak
from tests.unit.progress.support import store

DAY = 86_400.0
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()


@pytest.fixture
def history() -> History:
    return History.in_memory()


def outcome(
    days: float = 0.0, number: int = 0, score: float = 1.0, *, topic: str = "cnn", credit: float = 1.0
) -> Outcome:
    at = NOON + days * DAY
    status = "hit" if credit >= 0.9 else "partial" if credit else "miss"
    return Outcome(
        number=number,
        question=f"{topic}.q{number}",
        topic=topic,
        level=2,
        at=at,
        day=local_day(at).isoformat(),
        seconds=90.0,
        minutes=1.0,
        score=score,
        unaided=score,
        points=(PointOutcome("p", status, credit),),
    )


def hold(history: History, session: str, *outcomes: Outcome) -> None:
    history.begin(session, outcomes[0].at if outcomes else NOON, {"session": session})
    event = history.append(session, NOON, {"act": "answer"})
    store(history, session, event, outcomes)


def test_nothing_yet(history: History) -> None:
    made = progress(history, NOON)
    assert made.today.total == made.today.due == made.today.streak == 0
    assert not any((made.topics, made.days, made.sessions, made.retained, made.weak, made.mistakes))
    assert made.forecast == (0,) * 14


def test_sessions_wait_until_they_are_reckoned(history: History) -> None:
    history.begin("a", NOON, {})
    assert pending(history) == {}
    event = history.append("a", NOON, {"act": "hint"})
    assert list(pending(history)) == ["a"]
    store(history, "a", event, ())
    assert pending(history) == {}
    history.append("a", NOON, {"act": "hint"})
    assert list(pending(history)) == ["a"]


@given(st.lists(st.sampled_from("abc") | st.integers(1, 3), max_size=30))
def test_no_session_waits_unseen_wherever_reckoning_was_broken_off(steps: list[str | int]) -> None:
    history = History.in_memory()
    for name in "abc":
        history.begin(name, NOON, {})
    for step in steps:
        if isinstance(step, str):
            history.append(step, NOON, {"act": "hint"})
        else:
            for name, newest in list(pending(history).items())[:step]:
                put(history, name, newest, ())
        reckoned = dict(history.read("SELECT session, event FROM reckoned"))
        assert set(pending(history)) == {name for name in "abc" if history.last(name) > reckoned.get(name, 0)}
    history.close()


def test_a_window_that_is_behind_takes_nothing_back(history: History) -> None:
    hold(history, "a", outcome(0))
    behind = history.last("a")
    store(history, "a", history.append("a", NOON, {"act": "answer"}), [outcome(0), outcome(0, 1)])
    put(history, "a", behind, [outcome(0)])
    assert progress(history, NOON).today.total == 2
    assert pending(history) == {}


def test_today_and_the_streak(history: History) -> None:
    hold(history, "a", outcome(-1))
    hold(history, "b", outcome(0), outcome(0, 1))
    today = progress(history, NOON).today
    assert (today.answers, today.minutes, today.streak, today.total) == (2, 3.0, 2, 3)


def test_a_streak_may_still_go_on_today() -> None:
    first = date(2026, 3, 1)
    days = [first + timedelta(days=n) for n in (0, 1, 2, 4)]
    assert streak(days, days[-1]) == 1
    assert streak(days, days[2] + timedelta(days=1)) == 3
    assert streak(days, days[-1] + timedelta(days=2)) == 0
    assert streak([], first) == 0


def test_what_was_missed_is_due_tomorrow_and_what_was_known_rests(history: History) -> None:
    hold(history, "a", outcome(0, 0, credit=0.0), outcome(0, 1))
    assert due_points(history, NOON) == []
    assert due_points(history, NOON + DAY) == [("cnn.q0", "p")]
    assert set(due_points(history, NOON + 9 * DAY)) == {("cnn.q0", "p"), ("cnn.q1", "p")}
    assert due_points(history, NOON + DAY, "norm") == []
    made = progress(history, NOON)
    assert made.forecast[:2] == (0, 1)
    assert made.forecast[8] == 1
    assert [(weak.question, weak.misses) for weak in made.weak] == [("cnn.q0", 1)]


def test_what_comes_up_again_shows_what_was_retained(history: History) -> None:
    hold(history, "a", outcome(0))
    hold(history, "b", outcome(8))
    hold(history, "c", outcome(40, credit=0.0))
    made = progress(history, NOON + 41 * DAY).retained
    assert [(one.share, one.reviews) for one in made] == [(1.0, 1), (0.0, 1)]


def test_a_trend_needs_three_sessions(history: History) -> None:
    for number in range(3):
        assert all(topic.trend is None for topic in progress(history, NOON).topics)
        hold(history, f"s{number}", outcome(number, number, score=0.2 + 0.4 * number))
    (topic,) = progress(history, NOON + 3 * DAY).topics
    assert topic.trend is not None
    assert topic.trend > 0
    assert topic.standing.enough


def test_a_verdict_turned_over_is_learned_anew(history: History) -> None:
    missed = outcome(0, 0, score=0.0, credit=0.0)
    hold(history, "a", missed)
    hold(history, "b", outcome(1, 1))
    before = progress(history, NOON).topics[0].standing.mastery
    righted = replace(missed, score=1.0, points=(PointOutcome("p", "hit", 1.0),))
    store(history, "a", history.append("a", NOON, {"act": "overrule"}), [righted])
    made = progress(history, NOON)
    assert made.topics[0].standing.mastery > before
    assert made.weak == ()
    assert due_points(history, NOON + DAY) == []


TABLES = ("outcome", "point_outcome", "card", "ability", "day")


def twelve() -> dict[str, Outcome]:
    return {f"s{n}": outcome(n, n % 3, score=(n % 5) / 4, credit=(n % 4) / 3) for n in range(12)}


def same(history: History, other: History) -> bool:
    return [history.read(f"SELECT * FROM {table}") for table in TABLES] == [
        [tuple(pytest.approx(value) for value in row) for row in other.read(f"SELECT * FROM {table}")]
        for table in TABLES
    ]


def test_any_order_of_reckoning_comes_to_the_same(history: History) -> None:
    for name, one in twelve().items():
        hold(history, name, one)
    other = History.in_memory()
    for name, one in reversed(twelve().items()):
        hold(other, name, one)
    assert same(history, other)


@given(st.permutations(sorted(twelve())), st.sets(st.sampled_from(sorted(twelve()))))
def test_what_comes_in_another_order_is_learned_once_and_comes_to_the_same(order: list[str], pauses: set[str]) -> None:
    straight, mixed = History.in_memory(), History.in_memory()
    for name, one in twelve().items():
        hold(straight, name, one)
    for name in order:
        one = twelve()[name]
        mixed.begin(name, one.at, {"session": name})
        put(mixed, name, mixed.append(name, NOON, {"act": "answer"}), [one])
        if name in pauses:
            learn(mixed)
    learn(mixed)
    assert same(straight, mixed)
    straight.close()
    mixed.close()


def test_a_session_that_no_longer_counts_leaves_no_trace(history: History) -> None:
    hold(history, "a", outcome(0))
    hold(history, "b", outcome(1))
    store(history, "b", history.last("b"), ())
    assert [one.answers for one in progress(history, NOON).days] == [1]
    store(history, "a", history.last("a"), ())
    assert not any(history.read(f"SELECT * FROM {table}") for table in TABLES)


def test_everything_can_be_forgotten_and_reckoned_anew(history: History) -> None:
    hold(history, "a", outcome(0), replace(outcome(0, 1), mistakes=(MistakeOutcome("m", repaired=False),)))
    before = progress(history, NOON)
    forget(history)
    assert progress(history, NOON).today.total == 0
    assert list(pending(history)) == ["a"]
    two = [outcome(0), replace(outcome(0, 1), mistakes=(MistakeOutcome("m", repaired=False),))]
    store(history, "a", history.last("a"), two)
    assert progress(history, NOON) == before


def test_mistakes_that_stand_come_first(history: History) -> None:
    held = replace(
        outcome(0), mistakes=(MistakeOutcome("right", repaired=True), MistakeOutcome("wrong", repaired=False))
    )
    hold(history, "a", held)
    made = progress(history, NOON).mistakes
    assert [(one.mistake, one.shown, one.repaired) for one in made] == [("wrong", 1, 0), ("right", 1, 1)]


def test_pacing_is_of_the_latest_answers(history: History) -> None:
    hold(history, "old", *(replace(outcome(0, n), seconds=600.0) for n in range(60)))
    hold(history, "new", *(outcome(1, n) for n in range(50)))
    (pace,) = progress(history, NOON).pacing
    assert (pace.ratio, pace.answers) == (1.5, 50)


def test_challenges_and_attempts(history: History) -> None:
    code = replace(outcome(0), question="challenge.softmax", solved=False)
    hold(history, "a", code)
    hold(history, "b", replace(code, at=NOON + DAY, solved=True, ratio=1.2, score=0.5), outcome(1, 1, 0.3))
    (solved,) = progress(history, NOON).solved
    assert (solved.challenge, solved.attempts, solved.solved, solved.ratio) == ("softmax", 2, True, 1.2)
    assert [one.score for one in attempts_of(history, "challenge.softmax")] == [0.5, 1.0]
    assert [(one.question, one.attempts) for one in questions_of(history)] == [("challenge.softmax", 2), ("cnn.q1", 1)]


def test_skills_are_rated_and_rated_anew(history: History) -> None:
    told = [replace(outcome(n, topic=topic), skills=("shapes", "memory")[: n + 1]) for n, topic in enumerate("abc")]
    for one in told:
        hold(history, one.topic, one)
    made = progress(history, NOON)
    assert [(one.skill, one.standing.answers) for one in made.skills] == [("shapes", 3), ("memory", 2)]
    assert {one.topic for one in made.topics} == {"a", "b", "c"}, "no skill is taken for a topic"
    # A verdict of the first session is turned over: everything after it is learned anew.
    store(history, "a", history.last("a"), [replace(told[0], score=0.0)])
    again = progress(history, NOON)
    assert [(one.skill, one.standing.answers) for one in again.skills] == [("shapes", 3), ("memory", 2)]
    assert again.skills[0].standing.mastery < made.skills[0].standing.mastery


def test_own_ratings_beside_scores(history: History) -> None:
    rated = [replace(outcome(0, n, score=0.5), rating=rating) for n, rating in enumerate([4, 4, 3, 4])]
    hold(history, "a", *rated, replace(outcome(0, 4, score=1.0), rating=None))
    judgement = progress(history, NOON).judgement
    assert (judgement.ratings, judgement.enough) == (4, False)
    assert judgement.rated == pytest.approx((3 * 0.875 + 0.625) / 4)
    assert judgement.scored == 0.5
    # A rating may come after the answer was reckoned.
    late = [*rated, replace(outcome(0, 4, score=1.0), rating=1)]
    store(history, "a", history.last("a"), late)
    assert progress(history, NOON).judgement.ratings == 5


def test_a_limit_of_reviews_a_day(history: History) -> None:
    hold(history, "a", *(outcome(-30, n, credit=0.0) for n in range(10)))
    assert progress(history, NOON).today.to_review == 10
    set_most_a_day(history, 4)
    made = progress(history, NOON)
    assert (made.today.due, made.today.to_review) == (10, 4)
    assert made.forecast[:4] == (4, 4, 2, 0)
    hold(history, "b", *(replace(outcome(0, n, credit=1.0), review=True) for n in range(3)))
    made = progress(history, NOON)
    assert (made.today.reviewed, made.today.due, made.today.to_review) == (3, 7, 1)
    set_most_a_day(history, None)
    assert progress(history, NOON).today.to_review == 7


@given(st.lists(st.integers(0, 50), max_size=20), st.integers(1, 30) | st.none(), st.integers(0, 40))
def test_no_day_brings_more_than_the_limit_and_nothing_gets_lost(due: list[int], most: int | None, done: int) -> None:
    days = spread(due, most, done)
    assert len(days) == len(due)
    assert all(sum(days[:n]) <= sum(due[:n]) for n in range(len(due) + 1)), "nothing is reviewed before it is due"
    if most is None:
        assert list(days) == due
    else:
        assert all(count <= most for count in days)
        later = [count < most for count in days[1:]]
        if any(later):
            first = later.index(True) + 2
            assert sum(days[:first]) == sum(due[:first]), "a day with room leaves nothing over"
