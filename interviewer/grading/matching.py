"""The matching of answers against one question.

Everything that belongs to the bank is computed once a question. Matching an answer then is linear algebra over a
small vocabulary: row *w* of a matrix says how well window *w* of the answer holds each word of the question's forms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interviewer.grading import weights as w
from interviewer.grading.background import Background
from interviewer.grading.columns import Columns, Indices, runs
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.polarity import bindings, sides
from interviewer.grading.question_forms import Array, QuestionForms, function_key
from interviewer.grading.units import Analysis
from interviewer.grading.windows import Window, side_of, window_sides, windows_of
from interviewer.grading.wordlists import FUNCTION_WORDS
from interviewer.knowledge.models import KeyPoint, Misconception

_NOTHING: tuple[tuple[int, float], ...] = ()


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
        groups_turned: windows × groups, how much better the group is said with the wrong polarity than with the right,
            where no other group of its target accounts for the negation by a phrase that has it.
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


class Matcher(QuestionForms):
    """One question made ready, and the matching of answers against it; it is made as its forms are."""

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
        super().__init__(question, prompt, key_points, misconceptions, lexicon=lexicon, background=background)
        self._bound_pairs = {pair for pair, _ in self._bound}
        size = len(self.vocabulary.keys)
        plain, negated = np.zeros((2, len(self.forms), size))
        for number, row in enumerate(self._rows):
            for entry, weight, odd in row:
                (negated if odd else plain)[number, entry] += weight
        solo, telling = self._unopposed(size), self._telling_weights(size)
        self._weights = Columns.of(plain, negated, plain * solo, negated * solo, telling)
        self._sides = sides(self.prompt)
        self._form_sides = np.array([side_of(self._sides, form.analysis.units) for form in self.forms])
        self._asked = self._said_by(self.prompt)
        self._own_sizes = self._sizes(self._asked)
        self._phrase_sizes = np.array([len(phrase.entries) for phrase in self._phrases], dtype=np.intp)
        self._phrase_index = np.array([entry for phrase in self._phrases for entry in phrase.entries], dtype=np.intp)
        self._phrase_starts = np.cumsum(self._phrase_sizes) - self._phrase_sizes
        self._phrase_group = np.searchsorted(self._group_starts, np.arange(len(self._phrases)), side="right") - 1
        self._phrase_wants = self._expected()
        self._phrase_denies = np.array([float(any(phrase.negated)) for phrase in self._phrases])
        spans = [(target.groups.start, len(target.groups)) for target in (*self.points, *self.mistakes)]
        self._target_groups = np.array([span for span in spans if span[1]], dtype=np.intp).reshape(-1, 2)
        self._function_words = {
            key: tuple(self.vocabulary.exactly(key).items())
            for key in FUNCTION_WORDS.intersection(self.vocabulary.keys)
        }
        self._composites, self._composing = self._compounds()

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
        starts, ends = np.array([[win.first, win.last] for win in windows], dtype=np.intp).T
        spoken = {unit.token: self.vocabulary.find(unit) for unit in answer.units}
        entries, heard = self._heard(answer, spoken)
        edges = np.ravel([starts, ends], order="F")
        # Every other run is a window; those between them are not looked at.
        rows = np.maximum.reduceat(heard, edges, axis=1)[:, ::2]
        entries, rows = self._composed(entries, rows)
        mass = np.zeros((2, len(answer.clauses) + 1))
        for c, (first, last) in enumerate(answer.unit_ranges):
            for unit in answer.units[first:last]:
                mass[0, c] += (weight := self.weight(unit))
                mass[1, c] += weight if spoken[unit.token] else 0.0
        total, known = np.add.reduceat(mass, edges, axis=1)[:, ::2]
        focus = np.interp(known / np.maximum(total, 1e-9), w.FOCUS, (0.0, 1.0))
        taught = np.clip(sum((self._said_by(a) for a in said), self._asked), 0.0, 1.0)
        conflict, accord = _span_sums(self._bindings_of(answer, spoken), starts, ends)
        side, mixed = window_sides(answer, self._sides, windows)
        crossed = side[:, None] * self._form_sides[None, :] < 0
        blurred = mixed[:, None] & (self._form_sides != 0)[None, :]
        sizes = self._sizes(taught) if said else self._own_sizes
        trust = np.array([win.trust for win in windows])[:, None]
        straight, turned, opposed, opposed_turned = rows
        plain, negated, plain_solo, negated_solo, telling = self._weights.take(entries)
        fresh = 1.0 - taught[entries]
        demote = 1.0 - w.TAUGHT * taught[entries]
        either = np.maximum(straight, turned)
        against, against_turned = opposed * (1.0 - either), opposed_turned * (1.0 - either)
        agree = (straight * demote) @ plain.T + (turned * demote) @ negated.T
        agree += (against_turned * demote) @ plain_solo.T + (against * demote) @ negated_solo.T
        oppose = (np.maximum(turned - straight, 0.0) * demote) @ plain.T
        oppose += (np.maximum(straight - turned, 0.0) * demote) @ negated.T
        oppose += (against * demote) @ plain_solo.T + (against_turned * demote) @ negated_solo.T
        whole = (plain + negated).T
        covered = either @ whole
        groups, own, groups_turned = self._groups(entries, straight, turned, fresh) * trust * focus[:, None]
        return Matches(
            windows=windows,
            agree=agree / sizes * trust,
            oppose=oppose / sizes * trust,
            conflict=conflict,
            accord=accord,
            crossed=crossed,
            blurred=blurred,
            density=np.minimum(covered / np.maximum(total, 1e-9)[:, None], 1.0),
            fresh=np.minimum((either * fresh) @ whole / np.maximum(covered, 1e-9) / w.FRESH, 1.0),
            groups=groups,
            own=own,
            groups_turned=groups_turned,
            telling=either @ telling.T * trust,
        )

    def _sizes(self, taught: Array) -> Array:
        """Return each form's weight, words that the interviewer said counting less."""
        full, own = (sum(self._weights.sums(scale)[:2]) for scale in (np.ones_like(taught), 1.0 - w.TAUGHT * taught))
        return np.asarray(np.maximum(own, w.LEAST_OWN * full) + 1e-9)

    def _heard(self, answer: Analysis, spoken: Mapping[int, Mapping[int, float]]) -> tuple[Indices, Array]:
        """Return the entries that an answer touches, and how fully each clause says them: 4 × (clauses + 1) × entries.

        The four are: said straight, said negated, the opposite said straight, the opposite said negated. The last row
        is empty, so that a run of clauses may end there.
        """
        size, count = len(self.vocabulary.keys), len(answer.clauses) + 1
        best: dict[int, float] = {}
        for c, (first, last) in enumerate(answer.unit_ranges):
            for unit in answer.units[first:last]:
                place = (unit.negated * count + c) * size
                for entry, strength in spoken[unit.token].items():
                    if strength > best.get(place + entry, 0.0):
                        best[place + entry] = strength
                if unit.poles:
                    place += 2 * count * size
                    for entry in self.vocabulary.opposites(unit):
                        best[place + entry] = w.OPPOSITE
            if self._function_words:
                clause, place = answer.clauses[c], c * size
                for token in answer.tokens[clause.first : clause.last]:
                    for entry, strength in self._function_words.get(function_key(token.text), _NOTHING):
                        best[place + entry] = max(strength, best.get(place + entry, 0.0))
        heard = np.zeros(4 * count * size)
        heard[list(best)] = list(best.values())
        entries = np.array(sorted({place % size for place in best}), dtype=np.intp)
        return entries, heard.reshape(4, count, size)[:, :, entries]

    def _composed(self, entries: Indices, rows: Array) -> tuple[Indices, Array]:
        """Return the entries and their rows with compounds added of which a part is said."""
        touched = np.zeros(len(self.vocabulary.keys))
        touched[entries] = 1.0
        made = np.flatnonzero(touched @ self._composing)
        if not len(made):
            return entries, rows
        everywhere = np.zeros((*rows.shape[:2], len(touched)))
        everywhere[:, :, entries] = rows
        together = rows @ self._composing[entries][:, made]
        whole = self._composites[made]
        everywhere[:, :, whole] = np.maximum(everywhere[:, :, whole], together**2 * w.PART)
        touched[whole] = 1.0
        entries = np.flatnonzero(touched)
        return entries, everywhere[:, :, entries]

    def _bindings_of(self, answer: Analysis, spoken: Mapping[int, Mapping[int, float]]) -> Array:
        """Return 2 × clauses × forms: opposites bound to other words than in the form, and bound as in the form."""
        bound = np.zeros((2, len(answer.clauses), len(self.forms)))
        for binding in bindings(answer, self._bound_pairs):
            for entry, strength in spoken[binding.neighbour.token].items():
                for form, sign in self._bound.get((binding.pair, entry), ()):
                    bound[int(sign == binding.sign), binding.clause, form] += strength
        return bound

    def _groups(self, entries: Indices, straight: Array, turned: Array, fresh: Array) -> Array:
        """Return 3 × windows × groups: said, said in own words, and said by more with the wrong polarity."""
        found = np.zeros((3, len(straight), len(self._group_starts)))
        column = np.full(len(self.vocabulary.keys), -1, dtype=np.intp)
        column[entries] = np.arange(len(entries))
        # Only phrases of which every word is touched can stand somewhere.
        if not len(self._phrases):
            return found
        possible = np.flatnonzero(np.minimum.reduceat(column[self._phrase_index], self._phrase_starts) >= 0)
        if not len(possible):
            return found
        sizes = self._phrase_sizes[possible]
        words = runs(self._phrase_starts[possible], sizes)
        index, wants = column[self._phrase_index[words]], self._phrase_wants[words]
        starts = np.cumsum(sizes) - sizes
        plain, odd = straight[:, index], turned[:, index]
        either = np.maximum(plain, odd)
        matching = np.where(wants > 0, plain, np.where(wants < 0, odd, either))
        said, right = (np.minimum.reduceat(matrix, starts, axis=1) for matrix in (either, matching))
        own = said * np.maximum.reduceat(fresh[index], starts)
        groups, firsts = np.unique(self._phrase_group[possible], return_index=True)
        denying = right * self._phrase_denies[possible]
        said, own, right, denying = np.maximum.reduceat([said, own, right, denying], firsts, axis=2)
        found[:, :, groups] = said, own, said - right
        accounted = np.zeros(found.shape[1:])
        accounted[:, groups] = denying
        return self._unaccounted(found, accounted)

    def _unaccounted(self, found: Array, accounted: Array) -> Array:
        """Take off ill polarity what a phrase with a negation of its own, of the same target, accounts for."""
        starts, count = self._target_groups[:, 0], self._target_groups[:, 1]
        if len(starts):
            by_target = np.maximum.reduceat(accounted, starts, axis=1)
            found[2] *= 1.0 - np.repeat(by_target, count, axis=1)
        return found


def _span_sums(matrices: Array, starts: Indices, ends: Indices) -> Array:
    """Return the sums over each run of clauses, of matrices × clauses × anything."""
    count, _, width = matrices.shape
    sums = np.concatenate([np.zeros((count, 1, width)), np.cumsum(matrices, axis=1)], axis=1)
    return np.asarray(sums[:, ends] - sums[:, starts])
