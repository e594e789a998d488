"""The words of one question, and which of them a word of an answer says."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from interviewer.grading import weights as w
from interviewer.grading.lexicon import Pole
from interviewer.grading.units import Unit

_NO_ENTRIES: Mapping[int, float] = MappingProxyType({})


class Vocabulary:
    """The words of a question's forms and concept phrases, with the keys that find them.

    Args:
        known: returns whether a word is one of the bank's: those are not misspellings of others, ``resnext`` of
            ``resnet`` for example.
    """

    def __init__(self, known: Callable[[str], bool] = lambda _: False) -> None:
        self._known = known
        self.keys: list[str] = []
        self.units: list[Unit] = []
        self._index: dict[str, int] = {}
        self._by_key: dict[str, dict[int, float]] = defaultdict(dict)
        self._by_pole: dict[Pole, list[int]] = defaultdict(list)
        self._opposed: dict[tuple[Pole, ...], list[int]] = {}
        self.composites: list[tuple[int, tuple[int, ...]]] = []
        self._near: dict[str, tuple[tuple[int, float], ...]] = {}
        self._found: dict[tuple[tuple[str, ...], tuple[str, ...]], Mapping[int, float]] = {}
        self._words: list[str] = []
        self._families: dict[str, list[str]] = defaultdict(list)

    def add(self, unit: Unit) -> int:
        """Return the number of ``unit``'s entry, made where it is new."""
        known = self._index.get(unit.key)
        if known is not None:
            return known
        self._found.clear()  # what was looked up before may say the new entry too, or its opposite
        self._opposed.clear()
        number = self._index[unit.key] = len(self.keys)
        self.keys.append(unit.key)
        self.units.append(unit)
        for key in unit.keys:
            strength = 1.0 if key == unit.key else w.SYNONYM
            self._by_key[key][number] = max(strength, self._by_key[key].get(number, 0.0))
        for pole in unit.poles:
            self._by_pole[pole].append(number)
        if len(unit.key) >= w.FUZZY_MIN and unit.key.isalpha():
            self._words.append(unit.key)
            self._families[unit.key[: w.PREFIX_MIN]].append(unit.key)
        if len(unit.parts) > 1:
            parts = tuple(self.add(bare_unit(part)) for part in unit.parts)
            self.composites.append((number, parts))
        return number

    def exactly(self, key: str) -> Mapping[int, float]:
        """Return the entries that a key says, with strengths 0..1; misspellings are not tried."""
        return self._by_key.get(key, _NO_ENTRIES)

    def find(self, unit: Unit) -> Mapping[int, float]:
        """Return the entries that ``unit`` says, with strengths 0..1."""
        known = self._found.get((unit.keys, unit.parts))
        if known is None:
            known = self._find(unit)
            if len(self._found) < w.WORDS_CACHE:
                self._found[unit.keys, unit.parts] = known
        return known

    def _find(self, unit: Unit) -> dict[int, float]:
        found: dict[int, float] = {}
        by_key, own = self._by_key, unit.key
        for key in unit.keys:
            if entries := by_key.get(key):
                for number, strength in entries.items():
                    value = strength if key == own else min(strength, w.SYNONYM)
                    if value > found.get(number, 0.0):
                        found[number] = value
        for part in unit.parts:
            if entries := by_key.get(part):
                for number, strength in entries.items():
                    if w.PART * strength > found.get(number, 0.0):
                        found[number] = w.PART * strength
        if not found:
            found.update(self._nearest(own))
        return found

    def opposites(self, unit: Unit) -> Sequence[int]:
        """Return the entries that stand on the other side of a pair of opposites."""
        known = self._opposed.get(unit.poles)
        if known is None:
            known = [number for pole in unit.poles for number in self._by_pole.get(-pole, ())]
            self._opposed[unit.poles] = known
        return known

    def _nearest(self, word: str) -> tuple[tuple[int, float], ...]:
        """Return entries spelled almost like ``word``; longer words may differ more."""
        if len(word) < w.FUZZY_MIN or not word.isalpha():
            return ()
        known = self._near.get(word)
        if known is None:
            matched = process.extract(
                word, self._words, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=w.FUZZY_CUT, limit=3
            )
            right = self._known(word)
            close = {self._index[name]: float(ratio) for name, ratio, _ in matched if name[0] == word[0] and not right}
            for name in self._families.get(word[: w.PREFIX_MIN], ()):
                if _common_prefix(name, word) >= max(w.PREFIX_MIN, w.PREFIX_SHARE * max(len(name), len(word))):
                    close[self._index[name]] = max(w.PREFIX, close.get(self._index[name], 0.0))
            known = tuple(close.items())
            if len(self._near) < w.WORDS_CACHE:
                self._near[word] = known
        return known


def bare_unit(word: str) -> Unit:
    """Return a unit that is nothing but a word."""
    return Unit(word, (word,), (), (), False, 0, 0, 0)


def _common_prefix(a: str, b: str) -> int:
    size = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        size += 1
    return size
