"""Ratings of topics."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.progress.mastery import DIFFICULTY, GENERAL, Ability, after, faded, mastery, standing

DAY = 86_400.0


def learned(*answers: tuple[str, int, float]) -> dict[str, Ability]:
    known: dict[str, Ability] = {}
    for number, (topic, level, score) in enumerate(answers):
        known = after(known, topic, level, score, number * DAY)
    return known


def test_nothing_known_is_half() -> None:
    here = standing({}, "cnn", 0.0)
    assert (here.mastery, here.answers, here.enough) == (0.5, 0, False)


def test_the_first_answer_moves_both_by_the_published_steps() -> None:
    known = learned(("cnn", 2, 1.0))
    surprise = 1.0 - 1 / (1 + math.exp(-0.4))
    assert known[GENERAL].value == pytest.approx(0.8 * surprise)
    assert known["cnn"].value == pytest.approx(1.2 * surprise)


def test_good_answers_raise_a_topic_and_less_so_its_neighbours() -> None:
    known = learned(*[("cnn", 2, 1.0)] * 5, ("norm", 2, 0.4))
    assert mastery(known, "cnn") > mastery(known, "norm") > 0.5


def test_a_hard_question_well_answered_counts_more() -> None:
    assert mastery(learned(("cnn", 4, 0.8)), "cnn") > mastery(learned(("cnn", 1, 0.8)), "cnn")


def test_three_answers_are_enough() -> None:
    assert not standing(learned(*[("cnn", 2, 1.0)] * 2), "cnn", 0.0).enough
    assert standing(learned(*[("cnn", 2, 1.0)] * 3), "cnn", 0.0).enough


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(1, 4), st.floats(0, 1)), max_size=40))
def test_the_band_holds_the_figure_and_narrows(answers: list[tuple[str, int, float]]) -> None:
    known = learned(*answers)
    here = standing(known, "a", 0.0)
    assert 0 < here.low < here.mastery < here.high < 1
    assert here.answers == sum(topic == "a" for topic, _, _ in answers)


def test_what_is_long_ago_fades_and_no_earlier() -> None:
    own = Ability(2.0, 5, 0.0)
    assert faded(own, 14 * DAY) == own
    assert faded(own, -5 * DAY) == own, "a clock that was set back"
    assert faded(own, 114 * DAY).value == pytest.approx(2.0 * 0.99**100)


def test_it_finds_what_learners_know() -> None:
    """Topics of known ability, noisy graded answers: the order is found, and most true values lie in the band."""
    rng = random.Random(5)
    inside = total = 0
    for _ in range(30):
        truth = {topic: rng.gauss(0.3, 0.8) for topic in "abcdefgh"}
        known: dict[str, Ability] = {}
        for number in range(160):
            topic, level = rng.choice("abcdefgh"), rng.randint(1, 4)
            expected = 1 / (1 + math.exp(DIFFICULTY[level] - truth[topic]))
            known = after(known, topic, level, min(1, max(0, rng.gauss(expected, 0.2))), number * 3600.0)
        for topic, value in truth.items():
            here = standing(known, topic, 160 * 3600.0)
            inside += here.low <= 1 / (1 + math.exp(-value)) <= here.high
            total += 1
    assert inside / total > 0.8


def test_a_skill_learns_from_questions_of_any_topic_and_moves_none_of_them() -> None:
    known: dict[str, Ability] = {}
    plain: dict[str, Ability] = {}
    for number, topic in enumerate(["cnn", "norm", "attention"]):
        known = after(known, topic, 2, 1.0, number * DAY, skills=["shapes", "memory"])
        plain = after(plain, topic, 2, 1.0, number * DAY)
    assert {name: ability for name, ability in known.items() if not name.startswith("#")} == plain
    assert standing(known, "#shapes", 0.0).answers == 3
    assert known["#shapes"] == known["#memory"]
    assert mastery(known, "#shapes") > mastery(known, "cnn"), "three answers say more than one"
