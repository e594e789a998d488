"""How well a candidate stands in each topic: a hierarchical Elo rating on graded scores.

A general ability and a deviation a topic, in logits; a question's level stands for its difficulty. After Pelánek,
"Applications of the Elo rating system in adaptive educational systems", Computers & Education 98 (2016). A topic seen
once borrows from the general ability, and grows into its own with every answer.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GENERAL = ""
"""The topic under which the general ability stands."""

SKILL = "#"
"""How the name of a skill begins among topics; no topic's id has it."""

ENOUGH = 3
"""Answers in a topic before its mastery is shown as a figure."""

DIFFICULTY = {1: -1.2, 2: -0.4, 3: 0.4, 4: 1.2}
"""What a level asks for, in logits."""

FRESH_DAYS = 14
"""Days after which a topic's deviation begins to fade."""

FADE = 0.01
"""Share of a topic's deviation that a day takes away after that."""

_PRIOR = 1 / 0.8**2
"""Information that is there before the first answer: topics deviate by some 0.8 logits."""

_BAND = 1.28
"""Standard errors on either side that hold four in five."""

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Ability:
    """An ability or a topic's deviation from it.

    Attributes:
        value: in logits.
        answers: how many it has learned from.
        last: when the last of them was given, seconds since the epoch.
    """

    value: float = 0.0
    answers: int = 0
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A topic's mastery: the score to be expected on a question between levels 2 and 3.

    Attributes:
        mastery: 0..1.
        low: below this with a chance of one in ten.
        high: above this with a chance of one in ten.
        answers: how many answers it rests on.
    """

    mastery: float
    low: float
    high: float
    answers: int

    @property
    def enough(self) -> bool:
        """Whether it rests on enough answers to be shown."""
        return self.answers >= ENOUGH


def after(
    known: Mapping[str, Ability], topic: str, level: int, score: float, at: float, *, skills: Iterable[str] = ()
) -> dict[str, Ability]:
    """Return the abilities after an answer.

    A skill cuts across topics, and deviates from the general ability as a topic does. The general ability learns from
    the topic's surprise alone, so that a question with many skills does not count more than another.

    Args:
        known: abilities by topic and ``#skill``, the general one under :data:`GENERAL`.
        topic: the question's topic.
        level: its level, 1..4.
        score: 0..1.
        at: when it was given, seconds since the epoch; a clock that was set back counts from where it is.
        skills: what the question is practice in.
    """
    general = known.get(GENERAL, Ability())
    now = dict(known)
    for name in (topic, *(f"{SKILL}{skill}" for skill in skills)):
        own = faded(known.get(name, Ability()), at)
        surprise = score - _expected(general.value + own.value - DIFFICULTY.get(level, 0.0))
        now[name] = Ability(own.value + 1.2 / (1 + 0.2 * own.answers) * surprise, own.answers + 1, at)
        if name == topic:
            rate = 0.8 / (1 + 0.05 * general.answers)
            now[GENERAL] = Ability(general.value + rate * surprise, general.answers + 1, at)
    return now


def faded(own: Ability, at: float) -> Ability:
    """Return a topic's deviation as time has left it: what was long ago says less of now."""
    days = (at - own.last) / _DAY - FRESH_DAYS if own.answers else 0.0
    return own if days <= 0 else Ability(own.value * (1 - FADE) ** days, own.answers, own.last)


def mastery(known: Mapping[str, Ability], topic: str) -> float:
    """Return a topic's mastery, 0..1, right after its last answer."""
    return _expected(known.get(GENERAL, Ability()).value + known.get(topic, Ability()).value)


def standing(known: Mapping[str, Ability], topic: str, at: float) -> Standing:
    """Return where a candidate stands in a topic at a moment."""
    own = faded(known.get(topic, Ability()), at)
    value = known.get(GENERAL, Ability()).value + own.value
    here = _expected(value)
    # Each answer tells p(1 - p) of the ability, as in the Rasch model.
    error = 1 / math.sqrt(_PRIOR + own.answers * here * (1 - here))
    return Standing(here, _expected(value - _BAND * error), _expected(value + _BAND * error), own.answers)


def _expected(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
