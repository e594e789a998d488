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


class Word(NamedTuple):
    """A word of the statement, and the numbers of the answer's units that match it and that may stand against it."""

    wanted: Unit
    same: Sequence[int]
    opposite: Sequence[int]


class Beside:
    """An answer laid beside a statement, to be looked at window by window."""

    def __init__(self, answer: Analysis, form: Analysis) -> None:
        self._answer, self._form, units = answer, form, answer.units
        self._words: list[Word] = []
        self._against: list[Word] = []
        for wanted in form.units:
            same, opposite = _alike(answer, wanted), _opposite(answer, wanted, form) if wanted.poles else ()
            if same or opposite:
                word = Word(wanted, same, opposite)
                self._words.append(word)
                if opposite or any(units[i].negated != wanted.negated for i in same):
                    self._against.append(word)
        self._turned: dict[tuple[int, int], bool] = {}

    def contrasts(self, window: Window) -> list[Contrast]:
        """Return the words of a window that stand against words of the statement: negated otherwise, or opposites."""
        units = self._answer.units
        first, last = self._units_of(window)
        found = []
        for wanted, same, opposite in self._against:
            here = [units[i] for i in same if first <= i < last]
            if here:
                if all(unit.negated != wanted.negated for unit in here):
                    found.append(Contrast(wanted, here[0], Kind.NEGATED))
            else:
                facing = next((units[i] for i in opposite if first <= i < last), None)
                if facing is not None:
                    found.append(Contrast(wanted, facing, Kind.OPPOSITE))
        return found

    def reverses(self, window: Window) -> bool:
        """Return whether the words of a window, laid beside those of the statement, say the opposite of it."""
        found = self.contrasts(window)
        if not found:
            return True  # by sides or bindings, which no single word shows
        opposites = [c for c in found if c.kind is Kind.OPPOSITE]
        negated = [c for c in found if c.kind is Kind.NEGATED and self._turns(c)]
        if not opposites and not negated:
            return False
        if not negated and _turned_twice(opposites):
            return False
        return bool(opposites) or not all(_absent(c, self._answer) or _otherwise(c, self._form) for c in negated)

    def denied_share(self, window: Window, weight: Callable[[Unit], float]) -> float:
        """Return the share 0..1 of the words said of the statement that are denied, words of the question among them.

        ``you do not use sigmoid`` denies the one word that the question gave away.
        """
        answer, form = self._answer, self._form
        denied = {
            c.wanted.token: weight(c.wanted)
            for c in self.contrasts(window)
            if c.kind is Kind.NEGATED
            and c.said.negated
            and not _placed_apart(c, answer, form)
            and not _absent(c, answer)
        }
        if not denied:
            return 0.0
        first, last = self._units_of(window)
        matched = sum(weight(word.wanted) for word in self._words if any(first <= i < last for i in word.same))
        return sum(denied.values()) / matched

    def _units_of(self, window: Window) -> tuple[int, int]:
        ranges = self._answer.unit_ranges
        return ranges[window.first][0], ranges[window.last - 1][1]

    def _turns(self, contrast: Contrast) -> bool:
        """Return whether a word that is negated otherwise turns the statement round; many windows show the same one."""
        place = contrast.wanted.token, contrast.said.token
        if place not in self._turned:
            laid = contrast, self._answer, self._form
            self._turned[place] = not _placed_apart(*laid) and not _said_by_opposite(*laid)
        return self._turned[place]


def _alike(text: Analysis, wanted: Unit) -> Sequence[int]:
    """Return the numbers of the units of a text that match ``wanted`` on a key, in order."""
    return _merged([at for key in wanted.keys if (at := text.by_key.get(key))])


def _opposite(answer: Analysis, wanted: Unit, form: Analysis) -> Sequence[int]:
    """Return the numbers of the units that stand against a word of the statement and are not words of it too."""
    units = answer.units
    return [i for i in _facing(answer, wanted) if units[i].negated == wanted.negated and not _said(units[i], form)]


def _both_ways(wanted: Unit, form: Analysis) -> bool:
    """Return whether the statement has the word both negated and not."""
    return any(form.units[i].negated != wanted.negated for i in _alike(form, wanted))


def _turned_twice(opposites: Sequence[Contrast]) -> bool:
    """Return whether two words of the answer, and no more, stand against two words on different pairs of opposites."""
    pairs: dict[int, set[int]] = {}
    for c in opposites:
        pairs.setdefault(c.said.token, set()).update(set(map(abs, c.said.poles)) & set(map(abs, c.wanted.poles)))
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


def _facing(text: Analysis, unit: Unit) -> Sequence[int]:
    """Return the numbers of the units of a text that stand on an opposite pole, in order."""
    return _merged([at for pole in unit.poles if (at := text.by_pole.get(-pole))])


def _merged(places: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the numbers of all of some lists, each in order, in order and without repeats."""
    return sorted({i for at in places for i in at}) if len(places) > 1 else places[0] if places else ()


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
    if not unit.negated:
        return False
    sentence = next(c.sentence for c in answer.clauses if c.first <= unit.token < c.last)
    first = next(c.first for c in answer.clauses if c.sentence == sentence)
    before = [token.text for token in answer.tokens[first : unit.token]]
    return any(
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
