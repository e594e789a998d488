"""What belongs to the bank: a question's forms and concept phrases over one small vocabulary."""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from interviewer.grading import weights as w
from interviewer.grading.background import Background
from interviewer.grading.columns import Indices
from interviewer.grading.lexicon import Lexicon, Pole
from interviewer.grading.polarity import bindings
from interviewer.grading.units import Analysis, Unit, analyse
from interviewer.grading.vocabulary import Vocabulary, bare_unit
from interviewer.grading.wordlists import ARTICLES
from interviewer.knowledge.models import KeyPoint, Misconception

Array = npt.NDArray[np.float64]


class Form(NamedTuple):
    """One way to state a target: its text and its units."""

    text: str
    analysis: Analysis


class Phrase(NamedTuple):
    """A phrase of a concept group.

    Attributes:
        entries: its content words in the vocabulary; its function words where it has no others.
        negated: for each entry whether the phrase negates it.
        stems: all its words in order, articles left out.
        turned: whether its last word is negated by the phrase itself.
        gap: how many tokens further on each word may stand, at most, for the phrase to be said.
    """

    entries: tuple[int, ...]
    negated: tuple[bool, ...]
    stems: tuple[str, ...]
    turned: bool
    gap: int


@dataclass(frozen=True, slots=True)
class Target:
    """A key point or misconception: which forms and which concept groups are its own.

    Attributes:
        id: the key point's or misconception's id.
        forms: range of rows in the question's form matrix; the statement comes first.
        groups: range of concept groups.
    """

    id: str
    forms: range
    groups: range


class QuestionForms:
    """A question taken apart, once.

    Args:
        question: its id.
        prompt: what is asked, options included.
        key_points: what a good answer says.
        misconceptions: what a wrong one says.
        lexicon: the glossary.
        background: how often the bank's sentences say a word.

    Attributes:
        vocabulary: the words of its forms and phrases.
        forms: every way to state one of its targets, target by target.
        points: its key points.
        mistakes: its misconceptions.
        prompt: the prompt taken apart.
        information: for each concept group what naming it tells, in nats.
    """

    def __init__(
        self,
        question: str,
        prompt: str,
        key_points: Sequence[KeyPoint],
        misconceptions: Sequence[Misconception],
        *,
        lexicon: Lexicon,
        background: Background,
    ) -> None:
        self._background = background
        self._lexicon = lexicon
        self.vocabulary = Vocabulary(background.knows)
        self.forms: list[Form] = []
        self._phrases: list[Phrase] = []
        self._group_starts: list[int] = []
        self.points = tuple(self._target(point) for point in key_points)
        self.mistakes = tuple(self._target(mistake) for mistake in misconceptions)
        self.prompt = analyse(prompt, lexicon)
        self._rows: list[list[tuple[int, float, bool]]] = [self._row(form) for form in self.forms]
        self.information = np.array([self._telling(number, question) for number in range(len(self._group_starts))])
        self._bound = self._bind()

    def _target(self, target: KeyPoint | Misconception) -> Target:
        first_form, first_group = len(self.forms), len(self._group_starts)
        for text in (target.statement, *target.paraphrases):
            self.forms.append(Form(text, analyse(text, self._lexicon)))
        for group in target.concepts:
            phrases = [phrase for text in group if (phrase := self._phrase(text)) is not None]
            if phrases:
                self._group_starts.append(len(self._phrases))
                self._phrases.extend(phrases)
        return Target(target.id, range(first_form, len(self.forms)), range(first_group, len(self._group_starts)))

    def _phrase(self, text: str) -> Phrase | None:
        analysis = analyse(text, self._lexicon)
        if not analysis.tokens:
            return None
        stems = tuple(token.stem for token in analysis.tokens if token.text not in ARTICLES)
        turned = bool(analysis.parity) and analysis.parity[-1]
        # What stands between the parts of a value changes it: sqrt(2/n) is not 2/n.
        gap = 1 if any(c.isdigit() for part in stems for c in part) else w.PHRASE_GAP
        if analysis.units:
            entries = tuple(self.vocabulary.add(unit) for unit in analysis.units)
            return Phrase(entries, tuple(unit.negated for unit in analysis.units), stems, turned, gap)
        words = tuple(self.vocabulary.add(bare_unit(function_key(token.text))) for token in analysis.tokens)
        return Phrase(words, (False,) * len(words), stems, turned, gap)

    def group(self, number: int) -> list[Phrase]:
        """Return the phrases of one concept group."""
        last = number + 1 == len(self._group_starts)
        return self._phrases[self._group_starts[number] : None if last else self._group_starts[number + 1]]

    def _telling(self, number: int, question: str) -> float:
        """Return how much a concept group tells, in nats: much where other questions' sentences hardly ever say it."""
        phrases = [[self.vocabulary.units[entry] for entry in phrase.entries] for phrase in self.group(number)]
        return self._background.information(phrases, question)

    def _row(self, form: Form) -> list[tuple[int, float, bool]]:
        best: dict[int, tuple[float, bool]] = {}
        for unit in form.analysis.units:
            best.setdefault(self.vocabulary.add(unit), (self.weight(unit), unit.negated))
        return [(entry, weight, odd) for entry, (weight, odd) in best.items()]

    def _compounds(self) -> tuple[Indices, Array]:
        """Return the entries that are compounds, and entries × compounds: what each part adds to being said whole."""
        compounds = self.vocabulary.composites
        composing = np.zeros((len(self.vocabulary.keys), len(compounds)))
        for column, (_, parts) in enumerate(compounds):
            for part in parts:
                composing[part, column] += 1.0 / len(parts)
        return np.array([entry for entry, _ in compounds], dtype=np.intp), composing

    def _expected(self) -> list[list[int]]:
        """Return for each word of each phrase whether it must stand without negation (1), with one (-1), or either (0).

        A phrase with a negation of its own must have it where it has it. Otherwise the target's forms tell, where they
        all agree; of a phrase that stands in no form, those do that have another phrase of its group.
        """
        wanted: list[list[int]] = []
        for target in (*self.points, *self.mistakes):
            seen: dict[int, set[bool]] = defaultdict(set)
            for number in target.forms:
                for entry, _, odd in self._rows[number]:
                    seen[entry].add(odd)
            for group in target.groups:
                phrases = self.group(group)
                ways = [set().union(*(seen[entry] for entry in phrase.entries)) for phrase in phrases]
                together = set().union(*ways)
                for phrase, own in zip(phrases, ways, strict=True):
                    agreed = _agreed(own or together)
                    inside = any(phrase.negated)
                    wanted.append([(-1 if odd else 1) if inside else agreed for odd in phrase.negated])
        return wanted

    def _telling_weights(self, size: int) -> Array:
        """Return forms × entries: of each misconception's form, the share of words that no right form has.

        A word counts as had by a right form also where that form says it through the glossary, but not where it says
        it with the other polarity.
        """
        right = {False: np.zeros(size), True: np.zeros(size)}
        for target in self.points:
            for number in target.forms:
                for unit in self.forms[number].analysis.units:
                    for entry, strength in self.vocabulary.find(unit).items():
                        right[unit.negated][entry] = max(right[unit.negated][entry], strength)
            for number in target.groups:
                for phrase in self.group(number):
                    for entry in phrase.entries if len(phrase.entries) == 1 else ():
                        right[False][entry] = right[True][entry] = 1.0
        telling = np.zeros((len(self.forms), size))
        for target in self.mistakes:
            for number in target.forms:
                for entry, weight, odd in self._rows[number]:
                    if right[odd][entry] < w.PART:
                        telling[number, entry] = weight
        return np.asarray(telling / np.maximum(telling.sum(axis=1, keepdims=True), w.TELLING_LEAST))

    def _unopposed(self, size: int) -> Array:
        """Return forms × entries: 0 where the form itself also says the entry's opposite, else 1."""
        solo = np.ones((len(self.forms), size))
        for number, row in enumerate(self._rows):
            own = {entry for entry, _, _ in row}
            for entry in own:
                for other in self.vocabulary.opposites(self.vocabulary.units[entry]):
                    if other in own:
                        solo[number, [entry, other]] = 0.0
        return solo

    def _bind(self) -> dict[int, dict[int, list[tuple[int, Pole]]]]:
        """Return for each entry, and each pair of opposites, the forms that bind the two, each with its pole."""
        poles: dict[tuple[int, int, int], set[Pole]] = defaultdict(set)
        for number, form in enumerate(self.forms):
            for pole, neighbour in bindings(form.analysis):
                poles[self.vocabulary.add(neighbour), abs(pole), number].add(pole)
        bound: dict[int, dict[int, list[tuple[int, Pole]]]] = {}
        for (entry, pair, number), found in poles.items():
            # A form that binds both poles to one word says nothing about it.
            if len(found) == 1:
                bound.setdefault(entry, {}).setdefault(pair, []).append((number, found.pop()))
        return bound

    def weight(self, unit: Unit) -> float:
        """Return how telling a unit is, 0..1, from how rare it is in the bank."""
        return self._background.idf(unit.key)


def _agreed(ways: Set[bool]) -> int:
    """Return 1 where a word is never negated, -1 where it always is, 0 where both happen or nothing is known."""
    return 0 if len(ways) != 1 else -1 if True in ways else 1


@lru_cache(maxsize=65_536)
def function_key(word: str) -> str:
    """Return under which key a function word stands; all negations under one."""
    return "not" if word.endswith("n't") or word in {"cannot", "isnt", "dont", "doesnt"} else word
