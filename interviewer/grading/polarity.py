"""Who is said to do what: opposites bound to the words beside them, and the two sides of a comparison.

``dropout is off in train`` uses the words of ``dropout is active in train and off in eval``, and says the opposite.
Two views catch that. A *binding* joins a word that stands on one pole of a pair of opposites (``off``) to its
neighbours (``train``); the same binding with the other sign is a conflict. A *side* is one of the two things that a
question compares (``A`` and ``B`` in "the difference between A and B"); what is true of one, said of the other alone,
is turned round.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from interviewer.grading.units import Analysis, Unit

_REACH = 5
"""Tokens between a pole and a neighbour at most."""
_AND = frozenset({"and", "or", "vs", "versus", "instead", "rather", "over", "from", "than", "to", "against"})
_STRONG = frozenset({"vs", "versus", "instead", "rather", "than", "against", "over"})


class Binding(NamedTuple):
    """A pole said of a neighbouring unit.

    Attributes:
        pair: number of the pair of opposites.
        sign: which pole, turned round by negation.
        neighbour: the unit it is said of.
        clause: where.
    """

    pair: int
    sign: int
    neighbour: Unit
    clause: int


def bindings(analysis: Analysis) -> Iterator[Binding]:
    """Yield every pole of the text with its nearest neighbour on either side in the same clause."""
    for clause, (first, last) in enumerate(analysis.unit_ranges):
        for i in range(first, last):
            unit = analysis.units[i]
            if not unit.poles:
                continue
            pairs = {pole.pair for pole in unit.poles}
            for j in (i - 1, i + 1):
                if not first <= j < last:
                    continue
                neighbour = analysis.units[j]
                if abs(neighbour.token - unit.token) > _REACH or pairs & {pole.pair for pole in neighbour.poles}:
                    continue
                for pole in unit.poles:
                    yield Binding(pole.pair, -pole.side if unit.negated else pole.side, neighbour, clause)


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


def unasserted(analysis: Analysis) -> tuple[bool, ...]:
    """Return for each clause whether it only asks or reports what others say, so that it states nothing itself."""
    heard = [bool(_HEARSAY.search(analysis.text, c.start, c.end)) for c in analysis.clauses]
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
    """Return what the question compares: "A vs B", "A instead of B", "the difference between A and B"."""
    words = [token.text for token in prompt.tokens]
    compares = any(word in {"difference", "differ", "compare", "between", "versus", "vs", "contrast"} for word in words)
    best = NO_SIDES
    for at, word in enumerate(words):
        if word not in _AND or (word not in _STRONG and not compares and "when" not in words):
            continue
        first = max((i + 1 for i in range(at) if words[i] in {"between", "compare", "are", "is", "use"}), default=0)
        last = next((i for i in range(at + 1, len(words)) if words[i] in {"for", "in", "what", "how", "why"}), len(words))
        left = _names(prompt, first, at)
        right = _names(prompt, at + 1, last)
        if left - right and right - left:
            best = Sides(frozenset(left - right), frozenset(right - left))
            break
    return best


def _names(prompt: Analysis, first: int, last: int) -> set[str]:
    return {
        key for unit in prompt.units if first <= unit.token < last for key in (*unit.keys, *unit.parts)
    }
