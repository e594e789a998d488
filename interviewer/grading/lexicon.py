"""The glossary made ready for matching: which phrases mean the same, and which the opposite."""

from collections import defaultdict
from typing import NamedTuple

from interviewer.grading.text import tokens
from interviewer.knowledge.models import Glossary

Pole = int
"""One side of a pair of opposites: the number of the pair, from 1, and for the other side that number negated."""


class Entry(NamedTuple):
    """What the glossary knows of one phrase: the groups it belongs to and the poles it stands on."""

    groups: tuple[str, ...]
    poles: tuple[Pole, ...]


_NOTHING = Entry((), ())


class Lexicon:
    """Phrases of the glossary by their stems.

    A phrase may belong to several groups (``normal`` is both Gaussian and ordinary) and stand on several poles. Every
    phrase of a group takes over the poles of its fellows.
    """

    def __init__(self, glossary: Glossary) -> None:
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        poles: dict[tuple[str, ...], list[Pole]] = defaultdict(list)
        members: dict[str, list[tuple[str, ...]]] = {}
        for number, group in enumerate(glossary.same):
            name = f"={number}"
            members[name] = [key for phrase in group if (key := phrase_key(phrase))]
            for key in members[name]:
                groups[key].append(name)
        for number, pair in enumerate(glossary.opposite, start=1):
            for side, phrases in zip((1, -1), pair, strict=True):
                for phrase in phrases:
                    if key := phrase_key(phrase):
                        poles[key].append(side * number)
        inherited: dict[tuple[str, ...], list[Pole]] = defaultdict(list)
        for fellows in members.values():
            shared = [pole for key in fellows for pole in poles.get(key, ())]
            for key in fellows:
                inherited[key] += shared
        self._entries: dict[tuple[str, ...], Entry] = {
            key: Entry(
                tuple(dict.fromkeys(groups.get(key, ()))),
                tuple(dict.fromkeys([*poles.get(key, ()), *inherited.get(key, ())])),
            )
            for key in {**groups, **poles}
        }
        self._longest: dict[str, int] = defaultdict(int)
        for key in self._entries:
            self._longest[key[0]] = max(self._longest[key[0]], len(key))

    def at(self, stems: tuple[str, ...], i: int) -> tuple[int, Entry]:
        """Return the number of stems of the longest phrase that begins at stem ``i``, and what is known of it.

        The number is 1 and the entry empty where the glossary knows nothing.
        """
        longest = self._longest.get(stems[i])
        if longest is None:
            return 1, _NOTHING
        for size in range(min(longest, len(stems) - i), 0, -1):
            entry = self._entries.get(stems[i : i + size])
            if entry is not None:
                return size, entry
        return 1, _NOTHING


def phrase_key(phrase: str) -> tuple[str, ...]:
    """Return the stems by which a phrase of the glossary is looked up."""
    return tuple(token.stem for token in tokens(phrase))
