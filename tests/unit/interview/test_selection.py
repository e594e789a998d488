"""Which questions a session asks."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.interview.events import Mode
from interviewer.interview.planning import NothingToAskError, Wishes, make_plan, plan_for
from interviewer.interview.selection import QUESTIONS, choose


@dataclass(frozen=True)
class Card:
    id: str
    topic: str
    level: int
    minutes: float
    skills: tuple[str, ...] = ()


BANK = [
    Card(f"{topic}.q{n}", topic, 1 + n % 4, 2.0 + n % 3, (f"skill{n % 4}", f"skill{n % 4 + 1}"))
    for topic in ("cnn", "loss", "norm", "optim")
    for n in range(8)
]
BY_ID = {card.id: card for card in BANK}


def levels(ids: tuple[str, ...]) -> list[int]:
    return [BY_ID[name].level for name in ids]


def test_five_questions_unless_told() -> None:
    assert len(choose(BANK, seed=1)) == QUESTIONS == 5


def test_a_session_warms_up() -> None:
    for seed in range(20):
        chosen = levels(choose(BANK, seed=seed, questions=12))
        assert chosen == sorted(chosen)


def test_only_the_topics_asked_for() -> None:
    chosen = choose(BANK, seed=3, topics=["norm", "loss"], questions=100)
    assert {BY_ID[name].topic for name in chosen} == {"norm", "loss"}
    assert len(chosen) == 16


def test_only_what_is_practice_in_a_skill_asked_for() -> None:
    of_one = choose(BANK, seed=3, skills=["skill1"], questions=100)
    assert {name.partition(".q")[2] for name in of_one} == {"0", "1", "4", "5"}
    assert len(of_one) == 16
    assert set(choose(BANK, seed=3, skills=["skill4", "skill0"], questions=100)) == {
        card.id for card in BANK if {"skill0", "skill4"} & set(card.skills)
    }
    assert choose(BANK, seed=3, skills=["skill9"], questions=100) == ()


def test_a_topic_and_a_skill_must_both_fit() -> None:
    chosen = choose(BANK, seed=3, topics=["norm"], skills=["skill0", "skill9"], questions=100)
    assert set(chosen) == {"norm.q0", "norm.q4"}


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_nothing_harder_than_the_level(level: int) -> None:
    assert max(levels(choose(BANK, seed=3, level=level, questions=100))) == level


def test_a_level_is_not_a_session_of_warm_ups() -> None:
    for seed in range(20):
        assert min(levels(choose(BANK, seed=seed, level=4, questions=8))) >= 3


def test_topics_take_turns() -> None:
    for seed in range(20):
        for questions in (4, 6, 8, 12):
            topics = Counter(BY_ID[name].topic for name in choose(BANK, seed=seed, questions=questions))
            assert len(topics) == 4
            assert max(topics.values()) - min(topics.values()) <= 1


def test_what_was_asked_least_comes_first() -> None:
    asked = {card.id: 1 for card in BANK if card.id not in {"cnn.q5", "norm.q2", "loss.q7", "optim.q0"}}
    assert set(choose(BANK, seed=9, questions=4, asked=asked)) == {"cnn.q5", "norm.q2", "loss.q7", "optim.q0"}


def test_sessions_go_through_the_whole_bank_before_anything_comes_again() -> None:
    asked: Counter[str] = Counter()
    for seed in range(8):
        asked.update(choose(BANK, seed=seed, questions=4, asked=asked))
    assert set(asked.values()) == {1}
    assert len(asked) == len(BANK)


@pytest.mark.parametrize("minutes", [1, 5, 10, 20, 60, 1000])
def test_a_session_fits_its_minutes(minutes: float) -> None:
    for seed in range(10):
        chosen = choose(BANK, seed=seed, minutes=minutes)
        used = sum(BY_ID[name].minutes for name in chosen)
        assert used <= minutes or len(chosen) == 1
        assert used > minutes - 4 or len(chosen) == len(BANK), "time for another question is left over"


def test_a_number_of_questions_wins_over_minutes() -> None:
    assert len(choose(BANK, seed=1, questions=3, minutes=600)) == 3


@pytest.mark.parametrize("wishes", [{"topics": ["none"]}, {"questions": 0}])
def test_nothing_fits(wishes: dict[str, list[str]]) -> None:
    assert choose(BANK, seed=1, **wishes) == ()  # type: ignore[arg-type]  # wishes are keyword arguments of any type
    assert choose([], seed=1) == ()


def test_seeds_differ() -> None:
    assert len({choose(BANK, seed=seed) for seed in range(30)}) > 20


def test_the_same_seed_under_any_hash_seed() -> None:
    code = (
        "from tests.unit.interview.test_selection import BANK, choose;"
        "print(choose(BANK, seed=5, topics={'cnn', 'loss', 'norm'}, level=3, questions=9, asked={'cnn.q1': 2}))"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert shown == {
        f"{choose(BANK, seed=5, topics=['norm', 'cnn', 'loss'], level=3, questions=9, asked={'cnn.q1': 2})}\n"
    }


cards = st.builds(
    Card,
    st.uuids().map(str),
    st.sampled_from(["a", "b", "c"]),
    st.integers(1, 4),
    st.floats(0.5, 60),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(cards, max_size=30, unique_by=lambda card: card.id),
    st.integers(),
    st.none() | st.integers(1, 4),
    st.none() | st.integers(0, 40),
    st.none() | st.floats(0, 500),
)
def test_whatever_is_wished(
    bank: list[Card], seed: int, level: int | None, questions: int | None, minutes: float | None
) -> None:
    by_id = {card.id: card for card in bank}
    chosen = choose(bank, seed=seed, level=level, questions=questions, minutes=minutes)
    assert chosen == choose(bank, seed=seed, level=level, questions=questions, minutes=minutes)
    assert len(set(chosen)) == len(chosen)
    assert all(level is None or by_id[name].level <= level for name in chosen)
    if questions is not None:
        fits = [card for card in bank if level is None or card.level <= level]
        assert len(chosen) == min(questions, len(fits))


# Plans


def test_a_plan_knows_what_was_asked_before() -> None:
    first = make_plan(BANK, Wishes(Mode.INTERVIEW, questions=16), at=0.0, seed=1)
    second = make_plan(BANK, Wishes(Mode.INTERVIEW, questions=16), at=1.0, seed=1, past=[first.to_json(), {}])
    assert set(first.questions) | set(second.questions) == set(BY_ID)
    assert first.session != second.session


def test_a_plan_keeps_minutes_only_where_they_decide() -> None:
    assert make_plan(BANK, Wishes(Mode.PRACTICE, minutes=20), at=0.0, seed=1).minutes == 20
    assert make_plan(BANK, Wishes(Mode.PRACTICE, minutes=20, questions=3), at=0.0, seed=1).minutes is None
    assert plan_for(["cnn.q1"], at=0.0, seed=1).questions == ("cnn.q1",)


def test_a_plan_keeps_to_the_skills_wished_for_in_questions_and_code() -> None:
    code = [Card(f"challenge.{n}", "cnn", 1, 10.0, (f"skill{n}",)) for n in range(3)]
    wishes = Wishes(Mode.PRACTICE, questions=2, challenges=2, skills=("skill2",))
    *questions, challenge = make_plan(BANK, wishes, at=0.0, seed=1, code=code).questions
    assert challenge == "challenge.2"
    assert len(questions) == 2
    assert all("skill2" in BY_ID[name].skills for name in questions)


def test_nothing_to_ask_says_what_was_wished() -> None:
    with pytest.raises(NothingToAskError, match="no question of level 2 or below in none, zilch"):
        make_plan(BANK, Wishes(Mode.PRACTICE, ("zilch", "none"), 2), at=0.0, seed=1)
    with pytest.raises(NothingToAskError, match=r"no question in zilch that is practice in a or b$"):
        make_plan(BANK, Wishes(Mode.PRACTICE, ("zilch",), skills=("b", "a")), at=0.0, seed=1)
    with pytest.raises(NothingToAskError, match=r"^there is no question$"):
        make_plan([], Wishes(Mode.PRACTICE), at=0.0, seed=1)
