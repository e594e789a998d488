"""A closer look at a window of an answer that seems to turn a statement round.

Shares of turned words say that something is reversed, not what. Before a key point is called contradicted, the words
are laid beside each other and both signs must agree. Three things look like a reversal and are none: the same negation
placed elsewhere in the clause (``no base case`` beside ``the base case is not included``), a statement turned round
twice (``blocks negative inputs`` beside ``passes positive ones``), and what would happen otherwise (``without it …``).
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from interviewer.grading.units import Analysis, Unit
from interviewer.grading.windows import Window
from interviewer.grading.wordlists import ABSENCES, CONDITIONS, DIMINISHING, PREVENTING, negates

_BESIDE = 3
"""Tokens after ``if`` among which its negation stands."""


class Kind(Enum):
    """How a word of the answer stands against a word of the statement."""

    NEGATED = "negated"
    OPPOSITE = "opposite"


class Contrast(NamedTuple):
    """A word of the statement and the word of the answer that stands against it."""

    wanted: Unit
    said: Unit
    kind: Kind


def reverses(answer: Analysis, window: Window, form: Analysis) -> bool:
    """Return whether the words of ``window``, laid beside those of ``form``, say the opposite of it."""
    found = contrasts(answer, window, form)
    if not found:
        return True  # by sides or bindings, which no single word shows
    opposites = [c for c in found if c.kind is Kind.OPPOSITE]
    negated = [c for c in found if c.kind is Kind.NEGATED and not _placed_apart(c, answer, form)]
    negated = [c for c in negated if not _said_by_opposite(c, answer, form)]
    if not opposites and not negated:
        return False
    if not negated and _turned_twice(opposites):
        return False
    return bool(opposites) or not all(_absent(c, answer) or _otherwise(c, form) for c in negated)


def denied_share(answer: Analysis, window: Window, form: Analysis, weight: Callable[[Unit], float]) -> float:
    """Return the share 0..1 of the words said of ``form`` that are denied, words of the question among them.

    ``you do not use sigmoid`` denies the one word that the question gave away.
    """
    first, last = answer.unit_ranges[window.first][0], answer.unit_ranges[window.last - 1][1]
    if not any(unit.negated for unit in answer.units[first:last]):
        return 0.0
    denied = {
        c.wanted.token: weight(c.wanted)
        for c in contrasts(answer, window, form)
        if c.kind is Kind.NEGATED and c.said.negated and not _placed_apart(c, answer, form) and not _absent(c, answer)
    }
    if not denied:
        return 0.0
    matched = sum(weight(wanted) for wanted in form.units if _alike(answer, wanted, first, last))
    return sum(denied.values()) / matched


def contrasts(answer: Analysis, window: Window, form: Analysis) -> list[Contrast]:
    """Return the words of ``window`` that stand against words of ``form``: negated differently, or opposites."""
    first, last = answer.unit_ranges[window.first][0], answer.unit_ranges[window.last - 1][1]
    found = []
    for wanted in form.units:
        same = _alike(answer, wanted, first, last)
        if same:
            if all(unit.negated != wanted.negated for unit in same):
                found.append(Contrast(wanted, same[0], Kind.NEGATED))
            continue
        for i in _facing(answer, wanted) if wanted.poles else ():
            unit = answer.units[i]
            if first <= i < last and unit.negated == wanted.negated and not _said(unit, form):
                found.append(Contrast(wanted, unit, Kind.OPPOSITE))
                break
    return found


def _alike(text: Analysis, wanted: Unit, first: int, last: int) -> list[Unit]:
    """Return the units ``first`` to ``last`` (exclusive) of a text that match ``wanted`` on a key, in order."""
    places = [at for key in wanted.keys if (at := text.by_key.get(key))]
    if not places:
        return []
    return [text.units[i] for i in sorted({i for at in places for i in at if first <= i < last})]


def _both_ways(wanted: Unit, form: Analysis) -> bool:
    """Return whether the statement has the word both negated and not."""
    return any(other.negated != wanted.negated for other in _alike(form, wanted, 0, len(form.units)))


def _turned_twice(opposites: Sequence[Contrast]) -> bool:
    """Return whether two words of the answer, and no more, stand against two words on different pairs of opposites."""
    pairs: dict[int, set[int]] = {}
    for c in opposites:
        both = {a.pair for a in c.said.poles for b in c.wanted.poles if a.pair == b.pair}
        pairs.setdefault(c.said.token, set()).update(both)
    return len(pairs) == 2 and set.intersection(*pairs.values()) == set()


def _placed_apart(contrast: Contrast, answer: Analysis, form: Analysis) -> bool:
    """Return whether both clauses hold a negation, only that it reaches other words, or the statement says both.

    Where the word is itself a verb that prevents, its object is turned with it, and so counts for nothing.
    """
    if _prevents(contrast.said) or _prevents(contrast.wanted):
        return False
    if _both_ways(contrast.wanted, form):
        return True
    if any("off" in unit.parts and not _said(unit, answer) for unit in _clause(form, contrast.wanted)):
        return True  # what is switched off may be set to zero or left out in other words
    return _denies(answer, contrast.said, form) and _denies(form, contrast.wanted, answer)


def _said_by_opposite(contrast: Contrast, answer: Analysis, form: Analysis) -> bool:
    """Return whether the negation falls on an opposite too: ``do not do the same`` beside ``do different things``."""
    return any(
        unit.negated and not _said(unit, form) and any(not form.units[i].negated for i in _facing(form, unit))
        for unit in _clause(answer, contrast.said)
        if unit.poles
    )


def _said(unit: Unit, text: Analysis) -> bool:
    return any(key in text.by_key for key in unit.keys)


def _facing(text: Analysis, unit: Unit) -> list[int]:
    """Return the numbers of the units of a text that stand on an opposite pole, in order."""
    return sorted({i for pole in unit.poles for i in text.by_pole.get(pole.other, ())})


def _prevents(unit: Unit) -> bool:
    return unit.key in PREVENTING or "off" in unit.parts


def _denies(text: Analysis, unit: Unit, beside: Analysis) -> bool:
    """Return whether the clause of ``unit`` negates something, or has a word of denial that the other text has not."""
    return any(
        other.negated or (other.key in DIMINISHING and not _said(other, beside)) for other in _clause(text, unit)
    )


def _absent(contrast: Contrast, answer: Analysis) -> bool:
    """Return whether the answer negates the word only to tell what happens otherwise: ``without it``, ``if not``."""
    unit = contrast.said
    sentence = next(c.sentence for c in answer.clauses if c.first <= unit.token < c.last)
    first = next(c.first for c in answer.clauses if c.sentence == sentence)
    before = [token.text for token in answer.tokens[first : unit.token]]
    return unit.negated and any(
        word in ABSENCES or (word in CONDITIONS and any(map(negates, before[i + 1 : i + 1 + _BESIDE])))
        for i, word in enumerate(before)
    )


def _otherwise(contrast: Contrast, form: Analysis) -> bool:
    """Return whether the statement tells what happens otherwise, and the answer that it does not happen."""
    clause = next(c for c in form.clauses if c.first <= contrast.wanted.token < c.last)
    words = [token.text for token in form.tokens[clause.first : clause.last]]
    return contrast.said.negated and "otherwise" in words


def _clause(text: Analysis, unit: Unit) -> Sequence[Unit]:
    for first, last in text.unit_ranges:
        if first < last and text.units[first].token <= unit.token <= text.units[last - 1].token:
            return text.units[first:last]
    return ()
