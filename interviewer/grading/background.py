"""How often the sentences of a bank say a word or a phrase: what is said everywhere tells little."""

import math
from collections.abc import Iterable, Sequence

from interviewer.grading.lexicon import Lexicon
from interviewer.grading.units import Unit, unit_keys

_PRIOR = 20
"""Sentences that a small bank is thought to have besides, so that its few words do not all look rare."""


class Background:
    """An index of a bank's sentences by what they say.

    Args:
        sentences: pairs of the id of a question and one of its sentences.
        lexicon: the glossary, through which a sentence also says a word.
    """

    def __init__(self, sentences: Iterable[tuple[str, str]], lexicon: Lexicon) -> None:
        # Bit n of an integer stands for sentence n; sets of sentences are then joined and counted in no time.
        self._said: dict[str, int] = {}
        self._of: dict[str, int] = {}
        self._count = 0
        for question, text in sentences:
            bit = 1 << self._count
            self._count += 1
            self._of[question] = self._of.get(question, 0) | bit
            for key in unit_keys(text, lexicon):
                self._said[key] = self._said.get(key, 0) | bit
        self._top = math.log(self._count + _PRIOR)
        self._idf = {
            key: max(0.2, 1.0 - math.log(1 + said.bit_count()) / self._top) for key, said in self._said.items()
        }

    def idf(self, key: str) -> float:
        """Return how telling a word is: 1 where no sentence says it, towards 0.2 where many do."""
        return self._idf.get(key, 1.0)

    def knows(self, key: str) -> bool:
        """Return whether the bank's sentences say a word at all."""
        return key in self._said

    def information(self, phrases: Iterable[Sequence[Unit]], question: str) -> float:
        """Return in nats how surprising it is that a sentence of another question says one of ``phrases``.

        A phrase is said where all its words are, in any order.
        """
        found = 0
        for phrase in phrases:
            together = -1
            for unit in phrase:
                either = 0
                for key in unit.keys:
                    either |= self._said.get(key, 0)
                together &= either
            found |= together if phrase else 0
        others = found & ~self._of.get(question, 0)
        return self._top - math.log(1 + max(others.bit_count(), 0))
