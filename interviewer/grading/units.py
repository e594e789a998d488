"""A text as units of meaning: words and glossary phrases with the keys they match on and their polarity."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from interviewer.grading.lexicon import Entry, Lexicon, Pole
from interviewer.grading.text import Clause, Token, clauses, stem, tokens
from interviewer.grading.wordlists import BEING, CLAUSE_OPENERS, FUNCTION_WORDS, PREVENTING, SCOPE_ENDS, negates


class Unit(NamedTuple):
    """One content word or glossary phrase.

    Attributes:
        key: its own stem or joined stems; what it is called.
        keys: every key on which it fully matches: own stem, value, glossary groups, joined neighbours.
        parts: stems of the words or pieces inside it.
        poles: sides of opposites it stands on.
        negated: whether an odd number of negations reaches it.
        token: index of its first token.
        start: first character.
        end: one past the last character.
    """

    key: str
    keys: tuple[str, ...]
    parts: tuple[str, ...]
    poles: tuple[Pole, ...]
    negated: bool
    token: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text taken apart.

    Attributes:
        text: the text itself.
        tokens: its tokens.
        parity: for each token whether an odd number of negations reaches it.
        clauses: its clauses.
        units: its units, clause by clause.
        unit_ranges: for each clause the range of its units.
        by_key: the numbers of the units that match on each key.
        by_pole: the numbers of the units that stand on each pole.
    """

    text: str
    tokens: tuple[Token, ...]
    parity: tuple[bool, ...]
    clauses: tuple[Clause, ...]
    units: tuple[Unit, ...]
    unit_ranges: tuple[tuple[int, int], ...]
    by_key: Mapping[str, Sequence[int]]
    by_pole: Mapping[Pole, Sequence[int]]


_FROM = frozenset(stem(word) for word in ("keep", "kept", "prevent", "stop", "protect", "hinder", "guard", "save"))
"""Verbs whose turned part follows ``from``: ``keeps the signal from vanishing``."""

_SWITCHING = frozenset({"switch", "turn", "shut"})
"""Verbs that stop their object with ``off``: ``switches off gradients``."""

_NOT_ONLY = frozenset({"only", "just", "merely", "necessarily"})
_SCOPE_MARKS = re.compile(r"[,:;()/|=]")
_REACH = 9
"""Tokens that a negation reaches at most."""
_SHORT_REACH = 5


def analyse(text: str, lexicon: Lexicon) -> Analysis:
    """Take ``text`` apart into tokens, clauses and units."""
    found = tokens(text)
    parts = clauses(text, found)
    parity = negation(text, found, parts)
    stems = tuple([token.stem for token in found])
    units: list[Unit] = []
    ranges: list[tuple[int, int]] = []
    for clause in parts:
        before = len(units)
        for i, size, entry in _places(found, stems, clause, lexicon):
            units.append(_unit(found, stems[i : i + size], i, entry, negated=parity[i + size - 1]))
        ranges.append((before, len(units)))
    by_key: dict[str, list[int]] = {}
    by_pole: dict[Pole, list[int]] = {}
    for i, unit in enumerate(units):
        for key in unit.keys:
            by_key.setdefault(key, []).append(i)
        for pole in unit.poles:
            by_pole.setdefault(pole, []).append(i)
    return Analysis(text, found, tuple(parity), parts, tuple(units), tuple(ranges), by_key, by_pole)


def unit_keys(text: str, lexicon: Lexicon) -> set[str]:
    """Return the keys of the units of ``text``, without the labour of the rest of :func:`analyse`."""
    found = tokens(text)
    stems = tuple([token.stem for token in found])
    keys: set[str] = set()
    for clause in clauses(text, found):
        for i, size, entry in _places(found, stems, clause, lexicon):
            keys.add("".join(stems[i : i + size]))
            keys.update(entry.groups)
            if size == 1 and found[i].value:
                keys.add(found[i].value)
    return keys


def _places(
    found: tuple[Token, ...], stems: tuple[str, ...], clause: Clause, lexicon: Lexicon
) -> Iterator[tuple[int, int, Entry]]:
    """Yield where each unit of a clause begins, of how many tokens it is, and what the glossary knows of it."""
    i, last = clause.first, clause.last
    while i < last:
        size, entry = lexicon.at(stems, i)
        if i + size > last:
            size = last - i
        if size > 1 or entry.groups or entry.poles or content(found[i]):
            yield i, size, entry
        i += size


def content(token: Token) -> bool:
    """Return whether a token is a word of substance, not a function word or a contracted negation."""
    return token.text not in FUNCTION_WORDS and not token.text.endswith("n't")


def _unit(found: tuple[Token, ...], stems: tuple[str, ...], i: int, entry: Entry, *, negated: bool) -> Unit:
    """Return the unit of the tokens from ``i`` that have these stems."""
    token = found[i]
    if len(stems) > 1:
        own, end = "".join(stems), found[i + len(stems) - 1].end
        return Unit(own, (own, *entry.groups), stems, entry.poles, negated, i, token.start, end)
    keys = [token.stem, *entry.groups]
    if token.value and token.value not in keys:
        keys.append(token.value)
    if i + 1 < len(found) and found[i + 1].start - token.end <= 1 and token.text.isalnum():
        joined = stem(token.text + found[i + 1].text)
        if joined not in keys:
            keys.append(joined)
    return Unit(token.stem, tuple(keys), token.parts, entry.poles, negated, i, token.start, token.end)


def negation(text: str, found: tuple[Token, ...], parts: tuple[Clause, ...]) -> list[bool]:
    """Return for each token whether an odd number of negations and preventing verbs reaches it.

    A negation reaches forward, nine tokens at most and not past its clause, a mark of punctuation or a word that opens
    a side clause (``when``, ``because``); ``no``, ``without`` and preventing verbs reach five. A negated verb (``are
    not``, ``doesn't``) negates its subject too; ``not only`` negates nothing. ``keep … from`` and ``prevent … from``
    turn what follows ``from``.
    """
    odd = [False] * len(found)
    for clause in parts:
        for i in range(clause.first, clause.last):
            if not _turns(found[i].text, found[i].stem):
                continue
            if _breaks_what_precedes(found, i, clause):
                odd[i - 1] = not odd[i - 1]
                continue
            if _negates_verb(found, i, clause):
                for j in range(clause.first, i):
                    odd[j] = not odd[j]
            first, reach = _reach(found, i, clause)
            for j in range(first, min(clause.last, first + reach)):
                if found[j].text in SCOPE_ENDS or _SCOPE_MARKS.search(text, found[j - 1].end, found[j].start):
                    break
                odd[j] = not odd[j]
    return odd


@lru_cache(maxsize=65_536)
def _turns(word: str, root: str) -> bool:
    """Return whether a word may turn others round; few do, and the closer look at its neighbours takes longer."""
    return (
        negates(word)
        or word in {"instead", "rather", "less", "fewer"}
        or root in PREVENTING
        or root in _FROM
        or root in _SWITCHING
    )


def _breaks_what_precedes(found: tuple[Token, ...], i: int, clause: Clause) -> bool:
    """Return whether token ``i`` ends a compound such as ``symmetry breaking``."""
    return (
        i > clause.first
        and found[i].text.endswith("ing")
        and found[i].stem in PREVENTING
        and content(found[i - 1])
        and (i + 1 == clause.last or not content(found[i + 1]))
    )


def _negates_verb(found: tuple[Token, ...], i: int, clause: Clause) -> bool:
    """Return whether token ``i`` negates the verb of its clause, and so what is said of the subject before it."""
    word = found[i].text
    auxiliary = word.endswith("n't") or (
        word in {"not", "never"} and i > clause.first and found[i - 1].text in CLAUSE_OPENERS
    )
    return auxiliary and (i + 1 == clause.last or found[i + 1].text not in _NOT_ONLY)


def _reach(found: tuple[Token, ...], i: int, clause: Clause) -> tuple[int, int]:
    """Return the first token that a negator at ``i`` reaches and how many it reaches; none where it is no negator."""
    word, root = found[i].text, found[i].stem
    following = found[i + 1].text if i + 1 < clause.last else ""
    reach = 0
    if negates(word):
        idle = following in _NOT_ONLY or (word == "no" and following in {"matter", "doubt", "problem"})
        reach = 0 if idle else _SHORT_REACH if word in {"no", "without"} else _REACH
    elif word in {"instead", "rather"} and following in {"of", "than"}:
        return i + 2, _SHORT_REACH
    elif word in {"less", "fewer"}:
        reach = 2
    elif word != root and _passive(found, i, clause):
        return i + 1, 0
    elif root in _SWITCHING and following == "off":
        return i + 2, _SHORT_REACH
    elif root in _FROM or root in PREVENTING:
        for j in range(i + 1, min(clause.last, i + 7)):
            if found[j].text == "from" and root in _FROM:
                return j + 1, _SHORT_REACH
        reach = _SHORT_REACH if root in PREVENTING else 0
    return i + 1, reach


def _passive(found: tuple[Token, ...], i: int, clause: Clause) -> bool:
    """Return whether the participle at ``i`` is passive, so that no object follows: ``is disabled in training``."""
    word = found[i].text
    return word.endswith(("ed", "en")) and any(token.text in BEING for token in found[max(clause.first, i - 2) : i])
