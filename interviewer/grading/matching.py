"""A question made ready for matching, and the matching of one answer against it.

Everything that belongs to the bank is computed once a question. Matching an answer then is linear algebra over a
small vocabulary: row *w* of a matrix says how well window *w* of the answer holds each word of the question's forms.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from interviewer.grading import weights as w
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.polarity import Sides, bindings, sides
from interviewer.grading.units import Analysis, Unit, analyse
from interviewer.grading.vocabulary import Vocabulary, bare_unit
from interviewer.grading.windows import Window, windows_of
from interviewer.grading.wordlists import ARTICLES, FUNCTION_WORDS
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
    """

    entries: tuple[int, ...]
    negated: tuple[bool, ...]
    stems: tuple[str, ...]
    turned: bool


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


@dataclass(frozen=True, slots=True)
class Matches:
    """How well each window of an answer matches each form and each concept group.

    Attributes:
        windows: the windows, row by row.
        agree: windows × forms, 0..1, weighted share of the form's words said with the same polarity.
        oppose: windows × forms, 0..1, weighted share said with the opposite polarity, or by their opposites.
        conflict: windows × forms, number of opposites bound to other words than in the form.
        accord: windows × forms, number of opposites bound as in the form.
        crossed: windows × forms, whether the window speaks of one side of the comparison and the form of the other.
        blurred: windows × forms, whether the window has clauses on either side and the form speaks of one.
        density: windows × forms, 0..1, share of the window's own words that the form accounts for.
        fresh: windows × forms, 0..1, whether enough of what is said of the form is not repeated from the interviewer.
        groups: windows × groups, 0..1, how well the best phrase of the group is said.
        own: windows × groups, whether a word that the interviewer did not use said it.
        groups_turned: windows × groups, how much better the group is said with the wrong polarity than with the right.
        telling: windows × forms, 0..1, share said of the words that no right form has.
    """

    windows: tuple[Window, ...]
    agree: Array
    oppose: Array
    conflict: Array
    accord: Array
    crossed: npt.NDArray[np.bool_]
    blurred: npt.NDArray[np.bool_]
    density: Array
    fresh: Array
    groups: Array
    own: Array
    groups_turned: Array
    telling: Array


class Matcher:
    """The forms and concepts of one question, and the matching of answers against them."""

    def __init__(
        self,
        prompt: str,
        key_points: Sequence[KeyPoint],
        misconceptions: Sequence[Misconception],
        lexicon: Lexicon,
        idf: Mapping[str, float],
    ) -> None:
        self._idf = idf
        self._lexicon = lexicon
        self.vocabulary = Vocabulary()
        self.forms: list[Form] = []
        self._phrases: list[Phrase] = []
        self._group_starts: list[int] = []
        self.points = tuple(self._target(point) for point in key_points)
        self.mistakes = tuple(self._target(mistake) for mistake in misconceptions)
        self.prompt = analyse(prompt, lexicon)
        self._rows: list[list[tuple[int, float, bool]]] = [self._row(form) for form in self.forms]
        self._bound = self._bind()
        size = len(self.vocabulary.keys)
        self.plain, self.negated = np.zeros((2, len(self.forms), size))
        for number, row in enumerate(self._rows):
            for entry, weight, odd in row:
                (self.negated if odd else self.plain)[number, entry] += weight
        self._solo = self._unopposed()
        self._sides = sides(self.prompt)
        self._form_sides = np.array([_side(self._sides, form.analysis.units) for form in self.forms])
        self._asked = self._said_by(self.prompt)
        index: list[int] = []
        starts: list[int] = []
        for phrase in self._phrases:
            starts.append(len(index))
            index.extend(phrase.entries)
        self._phrase_index = np.array(index, dtype=np.intp)
        self._phrase_starts = np.array(starts, dtype=np.intp)
        self._phrase_plain, self._phrase_turned = self._expected()
        self._telling = self._telling_weights()

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
        if analysis.units:
            entries = tuple(self.vocabulary.add(unit) for unit in analysis.units)
            return Phrase(entries, tuple(unit.negated for unit in analysis.units), stems, turned)
        words = tuple(self.vocabulary.add(bare_unit(_function_key(token.text))) for token in analysis.tokens)
        return Phrase(words, (False,) * len(words), stems, turned)

    def group(self, number: int) -> list[Phrase]:
        """Return the phrases of one concept group."""
        ends = [*self._group_starts[1:], len(self._phrases)]
        return self._phrases[self._group_starts[number] : ends[number]]

    def _row(self, form: Form) -> list[tuple[int, float, bool]]:
        best: dict[int, tuple[float, bool]] = {}
        for unit in form.analysis.units:
            best.setdefault(self.vocabulary.add(unit), (self.weight(unit), unit.negated))
        return [(entry, weight, odd) for entry, (weight, odd) in best.items()]

    def _expected(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Return for each phrase whether it must stand without negation, and whether it must stand with one.

        A phrase with its own negation must have it. Otherwise the target's forms tell, where they all agree.
        """
        plain, turned = np.zeros((2, len(self._phrases)), dtype=bool)
        for target in (*self.points, *self.mistakes):
            seen: dict[int, set[bool]] = defaultdict(set)
            for number in target.forms:
                for entry, _, odd in self._rows[number]:
                    seen[entry].add(odd)
            for group in target.groups:
                first = self._group_starts[group]
                for number, phrase in enumerate(self.group(group), start=first):
                    ways = set().union(*(seen[entry] for entry in phrase.entries))
                    turned[number] = any(phrase.negated) or ways == {True}
                    plain[number] = not turned[number] and ways == {False}
        return plain, turned

    def _telling_weights(self) -> Array:
        """Return forms × entries: of each misconception's form, the share of words that no right form has.

        A word counts as had by a right form also where that form says it through the glossary, but not where it says
        it with the other polarity.
        """
        size = len(self.vocabulary.keys)
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
        telling = np.zeros_like(self.plain)
        for target in self.mistakes:
            for number in target.forms:
                for entry, weight, odd in self._rows[number]:
                    if right[odd][entry] < w.PART:
                        telling[number, entry] = weight
        return np.asarray(telling / np.maximum(telling.sum(axis=1, keepdims=True), w.TELLING_LEAST))

    def _unopposed(self) -> Array:
        """Return forms × entries: 0 where the form itself also says the entry's opposite, else 1."""
        solo = np.ones_like(self.plain)
        for number, row in enumerate(self._rows):
            own = {entry for entry, _, _ in row}
            for entry in own:
                for other in self.vocabulary.opposites(self.vocabulary.units[entry]):
                    if other in own:
                        solo[number, [entry, other]] = 0.0
        return solo

    def _bind(self) -> dict[tuple[int, int], tuple[tuple[int, int], ...]]:
        """Return for each (pair of opposites, entry) the forms that bind the two, each with its sign."""
        bound: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
        for number, form in enumerate(self.forms):
            for binding in bindings(form.analysis):
                key = (binding.pair, self.vocabulary.add(binding.neighbour))
                # A form that binds both poles to one word says nothing about it.
                bound[key][number] = binding.sign if bound[key].get(number, binding.sign) == binding.sign else 0
        return {key: tuple((form, sign) for form, sign in forms.items() if sign) for key, forms in bound.items()}

    def weight(self, unit: Unit) -> float:
        """Return how telling a unit is, 0..1, from how rare it is in the bank."""
        return max((self._idf.get(key, 1.0) for key in (unit.key,)), default=1.0)

    def _said_by(self, analysis: Analysis) -> Array:
        """Return how fully a text says each entry of the vocabulary."""
        said = np.zeros(len(self.vocabulary.keys))
        for unit in analysis.units:
            for entry, strength in self.vocabulary.find(unit).items():
                said[entry] = max(said[entry], strength)
        return said

    def match(self, answer: Analysis, said: Sequence[Analysis] = ()) -> Matches:
        """Match every window of ``answer`` against every form and concept group."""
        windows = windows_of(answer)
        shape = (len(answer.clauses), len(self.vocabulary.keys))
        straight, turned, opposed, opposed_turned = np.zeros((4, *shape))
        mass = np.zeros(len(answer.clauses))
        for c, (first, last) in enumerate(answer.unit_ranges):
            for unit in answer.units[first:last]:
                mass[c] += self.weight(unit)
                into = turned if unit.negated else straight
                for entry, strength in self.vocabulary.find(unit).items():
                    into[c, entry] = max(into[c, entry], strength)
                against = opposed_turned if unit.negated else opposed
                for entry in self.vocabulary.opposites(unit):
                    against[c, entry] = w.OPPOSITE
            self._function_words(answer, c, straight)
        conflict, accord = np.zeros((2, len(answer.clauses), len(self.forms)))
        for binding in bindings(answer):
            for entry, strength in self.vocabulary.find(binding.neighbour).items():
                for form, sign in self._bound.get((binding.pair, entry), ()):
                    (accord if sign == binding.sign else conflict)[binding.clause, form] += strength
        rows = [self._pool(matrix, windows) for matrix in (straight, turned, opposed, opposed_turned)]
        total = np.array([mass[win.first : win.last].sum() for win in windows])
        taught = np.clip(self._asked + sum((self._said_by(a) for a in said), np.zeros_like(self._asked)), 0.0, 1.0)
        starts = np.array([win.first for win in windows])
        ends = np.array([win.last for win in windows])
        bound = [_span_sums(matrix, starts, ends) for matrix in (conflict, accord)]
        side, mixed = _window_sides(answer, self._sides, windows)
        crossed = side[:, None] * self._form_sides[None, :] < 0
        blurred = mixed[:, None] & (self._form_sides != 0)[None, :]
        return self._compare(windows, rows, (bound[0], bound[1], crossed, blurred), total, taught)

    def _function_words(self, answer: Analysis, c: int, into: Array) -> None:
        clause = answer.clauses[c]
        for token in answer.tokens[clause.first : clause.last]:
            if token.text in FUNCTION_WORDS or token.text.endswith("n't"):
                word = _function_key(token.text)
                for entry, strength in self.vocabulary.find(bare_unit(word)).items():
                    into[c, entry] = max(into[c, entry], strength)

    def _pool(self, matrix: Array, windows: Sequence[Window]) -> Array:
        pooled = np.array([matrix[win.first : win.last].max(axis=0) for win in windows]).reshape(len(windows), -1)
        for entry, parts in self.vocabulary.composites:
            together = pooled[:, parts].mean(axis=1) ** 2 * w.PART
            np.maximum(pooled[:, entry], together, out=pooled[:, entry])
        return pooled

    def _compare(
        self,
        windows: tuple[Window, ...],
        rows: list[Array],
        bound: tuple[Array, Array, npt.NDArray[np.bool_], npt.NDArray[np.bool_]],
        total: Array,
        taught: Array,
    ) -> Matches:
        straight, turned, opposed, opposed_turned = rows
        demote = 1.0 - w.TAUGHT * taught
        plain, negated = self.plain * demote, self.negated * demote
        full = self.plain.sum(axis=1) + self.negated.sum(axis=1)
        size = np.maximum(plain.sum(axis=1) + negated.sum(axis=1), w.LEAST_OWN * full) + 1e-9
        either = np.maximum(straight, turned)
        missing = 1.0 - either
        agree = straight @ plain.T + turned @ negated.T
        plain_solo, negated_solo = plain * self._solo, negated * self._solo
        agree += (opposed_turned * missing) @ plain_solo.T + (opposed * missing) @ negated_solo.T
        oppose = np.maximum(turned - straight, 0.0) @ plain.T + np.maximum(straight - turned, 0.0) @ negated.T
        oppose += (opposed * missing) @ plain_solo.T + (opposed_turned * missing) @ negated_solo.T
        whole = self.plain + self.negated
        fresh = ((either * (1.0 - taught)) @ whole.T) / np.maximum(either @ whole.T, 1e-9)
        density = (either @ whole.T) / np.maximum(total, 1e-9)[:, None]
        groups = np.zeros((len(windows), len(self._group_starts)))
        own, wrong = np.zeros_like(groups), np.zeros_like(groups)
        if len(self._phrase_starts):
            groups, own, wrong = self._groups(straight, turned, taught)
        trust = np.array([win.trust for win in windows])[:, None]
        return Matches(
            windows=windows,
            agree=agree / size * trust,
            oppose=oppose / size * trust,
            conflict=bound[0],
            accord=bound[1],
            crossed=bound[2],
            blurred=bound[3],
            density=np.minimum(density, 1.0),
            fresh=np.clip(fresh / w.FRESH, 0.0, 1.0),
            groups=groups * trust,
            own=own * trust,
            groups_turned=wrong * trust,
            telling=either @ self._telling.T * trust,
        )

    def _groups(self, straight: Array, turned: Array, taught: Array) -> tuple[Array, Array, Array]:
        either = np.maximum(straight, turned)
        index, starts = self._phrase_index, self._phrase_starts
        said = np.minimum.reduceat(either[:, index], starts, axis=1)
        said_plain = np.minimum.reduceat(straight[:, index], starts, axis=1)
        said_turned = np.minimum.reduceat(turned[:, index], starts, axis=1)
        right = np.where(self._phrase_turned, said_turned, np.where(self._phrase_plain, said_plain, said))
        fresh = np.maximum.reduceat(1.0 - taught[index], starts)
        groups = np.array(self._group_starts, dtype=np.intp)
        said, right, own = (np.maximum.reduceat(x, groups, axis=1) for x in (said, right, said * fresh))
        return said, own, said - right


def _side(compared: Sides, units: Sequence[Unit]) -> int:
    """Return 1 or -1 for units that name one side of the comparison only, else 0."""
    named = {compared.of(unit) for unit in units} - {0}
    return named.pop() if len(named) == 1 else 0


def _window_sides(
    answer: Analysis, compared: Sides, windows: Sequence[Window]
) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.bool_]]:
    """Return for each window the side it speaks of, and whether different clauses of it speak of different sides.

    A clause that names no side goes on about the one before it.
    """
    named: list[frozenset[int]] = []
    for c, (first, last) in enumerate(answer.unit_ranges if compared.left else ()):
        here = frozenset({compared.of(unit) for unit in answer.units[first:last]} - {0})
        carries = c > 0 and answer.clauses[c].sentence == answer.clauses[c - 1].sentence
        named.append(here or (named[-1] if carries else here))
    spoken = [named[win.first : win.last] for win in windows]
    either = [frozenset[int]().union(*clauses) for clauses in spoken]
    side = np.array([next(iter(both)) if len(both) == 1 else 0 for both in either], dtype=np.int_)
    mixed = [
        len(both) == 2 and all(len(one) < 2 for one in clauses) for both, clauses in zip(either, spoken, strict=True)
    ]
    return side, np.array(mixed, dtype=np.bool_)


def _span_sums(matrix: Array, starts: npt.NDArray[np.int_], ends: npt.NDArray[np.int_]) -> Array:
    sums = np.vstack([np.zeros((1, matrix.shape[1])), np.cumsum(matrix, axis=0)])
    return np.asarray(sums[ends] - sums[starts])


def _function_key(word: str) -> str:
    return "not" if word.endswith("n't") or word in {"cannot", "isnt", "dont", "doesnt"} else word
