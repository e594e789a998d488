"""Who is said to do what: opposites bound to the words beside them, and the two sides of a comparison.

``dropout is off in train`` uses the words of ``dropout is active in train and off in eval``, and says the opposite.
Two views catch that. A *binding* joins a word that stands on one pole of a pair of opposites (``off``) to its
neighbours (``train``); the same binding with the other sign is a conflict. A *side* is one of the two things that a
question compares (``A`` and ``B`` in "the difference between A and B"); what is true of one, said of the other alone,
is turned round.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from interviewer.grading.lexicon import Pole
from interviewer.grading.text import stem
from interviewer.grading.units import Analysis, Unit
from interviewer.grading.wordlists import UNNAMING

_REACH = 5
"""Tokens between a pole and a neighbour at most."""


def bindings(analysis: Analysis) -> Iterator[tuple[Pole, Unit]]:
    """Yield every pole of the text, turned round by negation, with each neighbour that it is said of."""
    for first, last in analysis.unit_ranges:
        for unit, neighbour in said_of(analysis.units, first, last):
            for pole in unit.poles:
                yield -pole if unit.negated else pole, neighbour


def said_of(units: Sequence[Unit], first: int, last: int) -> Iterator[tuple[Unit, Unit]]:
    """Yield every unit of a clause that stands on a pole with each neighbour that it is said of."""
    for i in range(first, last):
        unit = units[i]
        if unit.poles:
            for j in (i - 1, i + 1):
                if first <= j < last and abs(units[j].token - unit.token) <= _REACH and not _same_pair(unit, units[j]):
                    yield unit, units[j]


def _same_pair(unit: Unit, other: Unit) -> bool:
    return bool(other.poles) and any(abs(a) == abs(b) for a in unit.poles for b in other.poles)


_HEARSAY = re.compile(
    r"""\b(?:(?:some|many|most|other|a\ lot\ of)?\s*(?:people|folks|textbooks|candidates|beginners|others)\s
        (?:often\ |sometimes\ |usually\ )?(?:say|think|believe|claim|assume)
      | (?:some|many)\s(?:say|think|believe|claim|assume)
      | (?:common|popular|frequent)\s(?:misconception|myth|belief|mistake)
      | (?:you|one)\s(?:might|may|could|would)\s(?:think|expect|believe|assume)
      | contrary\sto | it\sis\s(?:often|sometimes)\s(?:said|claimed) | (?:is|it's)\sa\smyth | not\strue\sthat
      | (?:wrong|false|mistake)\sto\s(?:say|think|believe|assume))\b""",
    re.VERBOSE | re.IGNORECASE,
)


_REPORTING = re.compile("say|said|claim|think|belie[vf]|assume|expect|contrary|misconception|myth|mistake|true")
"""One of these stands in whatever the pattern above matches, and is sought in a tenth of the time."""


def unasserted(analysis: Analysis) -> tuple[bool, ...]:
    """Return for each clause whether it only asks or reports what others say, so that it states nothing itself."""
    text, heard = analysis.text, [False] * len(analysis.clauses)
    if not text.isascii() or _REPORTING.search(text.lower()):
        heard = [bool(_HEARSAY.search(text, c.start, c.end)) for c in analysis.clauses]
    flags: list[bool] = []
    for c, clause in enumerate(analysis.clauses):
        goes_on = c > 0 and analysis.clauses[c - 1].sentence == clause.sentence and flags[-1]
        corrected = clause.link in {"but", "however", "although", "though", "whereas"}
        flags.append(clause.question or heard[c] or (goes_on and not corrected))
    return tuple(flags)


class Sides(NamedTuple):
    """The keys that name one side of a comparison only, and the other only; both empty where nothing is compared."""

    left: frozenset[str]
    right: frozenset[str]

    def of(self, unit: Unit) -> int:
        """Return 1 for a unit that names the left side, -1 for the right, 0 for neither."""
        keys = {*unit.keys, *unit.parts}
        return int(bool(keys & self.left)) - int(bool(keys & self.right))


NO_SIDES = Sides(frozenset(), frozenset())


def sides(prompt: Analysis) -> Sides:
    """Return what the question compares: "A vs B", "A instead of B", "the difference between A and B".

    Where the two are opposites ("odd kernels over even ones"), the opposites alone name them.
    """
    words = [token.text for token in prompt.tokens]
    for at, word in enumerate(words):
        if not _compares(words, at, word):
            continue
        first, second = _named(prompt, at, -1), _named(prompt, at, 1)
        for a in first:
            for b in second:
                if any(-pole in b.poles for pole in a.poles):
                    return _apart(prompt, [a], [b])
        apart = _apart(prompt, first, second)
        if apart.left and apart.right:
            return apart
    return _same_head(prompt) or _both_poles(prompt) or _quoted(prompt) or NO_SIDES


def _same_head(prompt: Analysis) -> Sides | None:
    """Return the sides where two things with one name are set apart: "the input gate … differ from the forget gate"."""
    if not _APART & {token.stem for token in prompt.tokens}:
        return None
    named: dict[str, list[Unit]] = {}
    for before, unit in pairwise(prompt.units):
        if unit.token == before.token + len(before.parts or "1") and before.key not in UNNAMING:
            named.setdefault(unit.key, []).append(before)
    for modifiers in named.values():
        if len(modifiers) == 2 and len({unit.key for unit in modifiers}) == 2:
            return _apart(prompt, modifiers[:1], modifiers[1:])
    return None


def _both_poles(prompt: Analysis) -> Sides | None:
    """Return the sides where the question names both poles of a pair of opposites: "in training … at inference"."""
    poles: dict[int, dict[Pole, Unit]] = {}
    for unit in prompt.units:
        for pole in unit.poles:
            poles.setdefault(abs(pole), {}).setdefault(pole, unit)
    for found in poles.values():
        first, last = min(found.values(), key=_place), max(found.values(), key=_place)
        between = {token.text for token in prompt.tokens[first.token : last.token]}
        if len(found) == 2 and "and" in between and last.token - first.token <= _APART_MOST:
            return _apart(prompt, [first], [last])
    return None


def _quoted(prompt: Analysis) -> Sides | None:
    """Return the sides where the question names two things in quotation marks, ``"valid" and "same" padding``."""
    names = [
        [unit for unit in prompt.units if quote.start() < unit.start and unit.end < quote.end()]
        for quote in _IN_QUOTES.finditer(prompt.text)
    ]
    if len(names) != 2 or not all(names):
        return None
    first, second = names
    between = {token.text for token in prompt.tokens[first[-1].token : second[0].token]}
    apart = _apart(prompt, first, second)
    return apart if between & {"and", "or"} and apart.left and apart.right else None


def _place(unit: Unit) -> int:
    return unit.token


def _apart(prompt: Analysis, first: list[Unit], second: list[Unit]) -> Sides:
    left, right = _keys(prompt, first), _keys(prompt, second)
    return Sides(frozenset(left - right), frozenset(right - left))


def _compares(words: list[str], at: int, word: str) -> bool:
    before = words[:at]
    if word in {"vs", "versus", "instead", "rather"}:
        return True
    if word == "to":
        moved = "from" in before[-4:] and bool({"switch", "change", "move"} & set(before))
        return moved or bool({"preferred", "prefer", "compared"} & set(before))
    if word in {"over", "than"}:
        return "preferred" in before or "prefer" in before or "rather" in before
    if word == "from":
        return "differ" in before or "different" in before
    if word == "and" and at + 1 < len(words) and words[at + 1] == "when":
        return "when" in before
    return word in {"and", "with"} and bool({"between", "compare", "differ", "contrast"} & set(before))


def _named(prompt: Analysis, at: int, step: int) -> list[Unit]:
    """Return the units that stand on one side of token ``at``, up to a punctuation mark, brackets passed over."""
    found: list[Unit] = []
    taken = 0
    i = at + step
    by_token = {unit.token: unit for unit in prompt.units}
    while 0 <= i < len(prompt.tokens) and taken < _NEAR:
        a, b = sorted((i, i - step))
        gap = prompt.text[prompt.tokens[a].end : prompt.tokens[b].start]
        if _bracketed(prompt, i):
            i += step
            continue
        beside = i == at + step  # a comma may stand before "and when"
        if _STOP.search(gap) and not beside and not _bracketed(prompt, i - step):
            break
        if step < 0 and prompt.tokens[i].text == "from":
            break  # "switch from A to B": what comes before names neither
        if i in by_token and by_token[i].key not in UNNAMING:
            found.append(by_token[i])
        taken += 1
        i += step
    return found


def _bracketed(prompt: Analysis, i: int) -> bool:
    before = prompt.text[: prompt.tokens[i].start]
    return any(before.count(o) > before.count(c) for o, c in ("()", "[]"))


def _keys(prompt: Analysis, named: list[Unit]) -> set[str]:
    """Return the keys that name a side; neighbours joined and initials name nothing."""
    keys = {key for unit in named for key in (unit.key, *unit.keys, *unit.parts) if len(key) > 2 or key[0] == "#"}
    return keys - {stem(a.text + b.text) for a, b in pairwise(prompt.tokens)}


_APART = frozenset(map(stem, ("differ", "different", "difference", "compare", "versus", "vs", "contrast")))
_APART_MOST = 8
_IN_QUOTES = re.compile(r"[\"“][^\"“”\s]{2,40}[\"”]")
_STOP = re.compile(r"[,;:?!]|\.\s")
_NEAR = 5
