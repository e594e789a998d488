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
from interviewer.grading.columns import Columns, Indices, numbered
from interviewer.grading.layout import Layout
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.polarity import said_of, sides
from interviewer.grading.question_forms import Array, QuestionForms, function_key
from interviewer.grading.units import Analysis
from interviewer.grading.windows import Window, side_of, window_sides, windows_of
from interviewer.grading.wordlists import FUNCTION_WORDS
from interviewer.knowledge.models import KeyPoint, Misconception

Marks = npt.NDArray[np.bool_]

_NOTHING: tuple[tuple[int, float], ...] = ()

Spoken = Mapping[int, Mapping[int, float]]
"""For the first token of each unit of an answer, the entries that the unit says, with strengths 0..1."""


@dataclass(frozen=True, slots=True)
class Matches:
    """How well each window of an answer matches each form and each concept group.

    Attributes:
        windows: the windows, row by row.
        spans: windows × 2, the first and last (exclusive) clause of each.
        trust: windows × 1, how much each counts.
        agree: windows × forms, 0..1, weighted share of the form's words said with the same polarity.
        oppose: windows × forms, 0..1, weighted share said with the opposite polarity, or by their opposites.
        conflict: windows × forms, number of opposites bound to other words than in the form.
        accord: windows × forms, number of opposites bound as in the form.
        crossed: windows × forms, whether the window speaks of one side of the comparison and the form of the other.
        blurred: windows × forms, whether the window has clauses on either side and the form speaks of one.
        sided: forms, whether the form speaks of one side only.
        density: windows × forms, 0..1, share of the window's own words that the form accounts for.
        fresh: windows × forms, 0..1, whether enough of what is said of the form is not repeated from the interviewer.
        groups: windows × groups, 0..1, how well the best phrase of the group is said.
        own: windows × groups, whether a word that the interviewer did not use said it.
        groups_turned: windows × groups, how much better the group is said with the wrong polarity than with the right,
            where no other group of its target accounts for the negation by a phrase that has it.
        telling: windows × forms, 0..1, share said of the words that no right form has.
    """

    windows: tuple[Window, ...]
    spans: Indices
    trust: Array
    agree: Array
    oppose: Array
    conflict: Array
    accord: Array
    crossed: Marks
    blurred: Marks
    sided: Marks
    density: Array
    fresh: Array
    groups: Array
    own: Array
    groups_turned: Array
    telling: Array


class Matcher(QuestionForms):
    """One question made ready, and the matching of answers against it; it is made as its forms are.

    Attributes:
        layout: where its key points and misconceptions lie in the matrices of forms and of concept groups.
        layout_of_points: where its key points do.
        layout_of_mistakes: where its misconceptions do.
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
        super().__init__(question, prompt, key_points, misconceptions, lexicon=lexicon, background=background)
        size = len(self.vocabulary.keys)
        plain, negated = np.zeros((2, len(self.forms), size))
        for number, row in enumerate(self._rows):
            for entry, weight, odd in row:
                (negated if odd else plain)[number, entry] += weight
        solo, telling = self._unopposed(size), self._telling_weights(size)
        # In the order of what agrees: said straight, said negated, the opposite said straight, the opposite negated.
        self._weights = Columns.of(plain, negated, negated * solo, plain * solo, telling)
        self._sides = sides(self.prompt)
        self._form_sides = np.array([side_of(self._sides, form.analysis.units) for form in self.forms])
        self._asked = self._said_by(self.prompt)
        self._own_sizes = self._sizes(self._asked)
        # Phrases are columns of one length: a shorter one has its first word repeated, which changes no minimum.
        self._phrase_words = _padded([phrase.entries for phrase in self._phrases])
        self._phrase_wants = _padded(self._expected())
        self._phrase_group = np.searchsorted(self._group_starts, np.arange(len(self._phrases)), side="right") - 1
        self._phrase_denies = np.array([float(any(phrase.negated)) for phrase in self._phrases])
        self.layout = Layout((*self.points, *self.mistakes))
        self.layout_of_points, self.layout_of_mistakes = Layout(self.points), Layout(self.mistakes)
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
        table = np.array(windows)
        spans, trust = table[:, :2].astype(np.intp), table[:, 2:]
        spoken = {unit.token: self.vocabulary.find(unit) for unit in answer.units}
        entries, column, rows = self._heard(answer, spoken, spans)
        total, known = self._masses(answer, spoken, spans)
        focus = (known / np.maximum(total, 1e-9) - w.FOCUS[0]) / (w.FOCUS[1] - w.FOCUS[0])
        focus = np.minimum(np.maximum(focus, 0.0), 1.0)
        taught = np.minimum(sum((self._said_by(a) for a in said), self._asked), 1.0)
        conflict, accord = self._bindings_of(answer, spoken, spans)
        crossed, blurred = self._of_other_side(answer, windows)
        sizes = self._sizes(taught) if said else self._own_sizes
        weights = self._weights.take(column, len(entries))
        fresh = 1.0 - taught[entries]
        straight, turned = rows[:, 0], rows[:, 1]
        either = np.maximum(straight, turned)
        rows[:, 2:] *= 1.0 - either[:, None]  # an opposite counts where the word itself is not said
        shares = _shares(rows, either, 1.0 - w.TAUGHT * taught[entries], weights[:4])
        agree, oppose = shares / sizes * trust
        covered, covered_own = np.array([either, either * fresh]) @ (weights[0] + weights[1])
        groups, own, groups_turned = self._groups(column, rows, either, fresh) * trust * focus[:, None]
        return Matches(
            windows=windows,
            spans=spans,
            trust=trust,
            agree=agree,
            oppose=oppose,
            conflict=conflict,
            accord=accord,
            crossed=crossed,
            blurred=blurred,
            sided=self._form_sides != 0,
            density=np.minimum(covered / np.maximum(total, 1e-9)[:, None], 1.0),
            fresh=np.minimum(covered_own / np.maximum(covered, 1e-9) / w.FRESH, 1.0),
            groups=groups,
            own=own,
            groups_turned=groups_turned,
            telling=either @ weights[4] * trust,
        )

    def _sizes(self, taught: Array) -> Array:
        """Return each form's weight, words that the interviewer said counting less."""
        full, own = (sum(self._weights.sums(scale)[:2]) for scale in (np.ones_like(taught), 1.0 - w.TAUGHT * taught))
        return np.asarray(np.maximum(own, w.LEAST_OWN * full) + 1e-9)

    def _heard(self, answer: Analysis, spoken: Spoken, spans: Indices) -> tuple[Indices, Indices, Array]:
        """Return the entries that an answer touches, for every entry its place among them or -1, and how they are said.

        The last is windows × 4 × entries: how fully each window says an entry straight, says it negated, says its
        opposite straight, and says that negated. Compounds, which are said by their parts too, are always among them.
        """
        size = len(self.vocabulary.keys)
        sayings = self._sayings(answer, spoken)
        clause, way = np.divmod(np.array(list(sayings), dtype=np.intp), 4 * size)
        ways, place = numbered(way, 4 * size)
        # The last row is empty, so that a run of clauses may end there. Every other run is a window.
        heard = np.zeros((len(answer.clauses) + 1, len(ways)))
        heard[clause, place[way]] = list(sayings.values())
        said = np.maximum.reduceat(heard, spans.ravel(), axis=0)[::2]
        kind, entry = np.divmod(ways, size)
        entries, column = numbered(np.concatenate([entry, self._composites]), size)
        rows = np.zeros((len(spans), 4, len(entries)))
        rows[:, kind, column[entry]] = said
        self._compose(rows, entries, column)
        return entries, column, rows

    def _sayings(self, answer: Analysis, spoken: Spoken) -> dict[int, float]:
        """Return how fully entries are said, by clause, way of saying and entry, numbered as one."""
        size = len(self.vocabulary.keys)
        best: dict[int, float] = {}
        for c, (first, last) in enumerate(answer.unit_ranges):
            for unit in answer.units[first:last]:
                place = (4 * c + unit.negated) * size
                for entry, strength in spoken[unit.token].items():
                    if strength > best.get(place + entry, 0.0):
                        best[place + entry] = strength
                if unit.poles:
                    place += 2 * size
                    for entry in self.vocabulary.opposites(unit):
                        best[place + entry] = w.OPPOSITE
            if self._function_words:
                clause, place = answer.clauses[c], 4 * c * size
                for token in answer.tokens[clause.first : clause.last]:
                    for entry, strength in self._function_words.get(function_key(token.text), _NOTHING):
                        best[place + entry] = max(strength, best.get(place + entry, 0.0))
        return best

    def _compose(self, rows: Array, entries: Indices, column: Indices) -> None:
        """Raise compounds, in windows × 4 × entries, to what those of their parts that a window says together make."""
        if len(self._composites):
            whole = column[self._composites]
            together = rows.reshape(-1, len(entries)) @ self._composing.take(entries, axis=0)
            composed = together.reshape(*rows.shape[:2], len(whole)) ** 2 * w.PART
            rows[:, :, whole] = np.maximum(rows[:, :, whole], composed)

    def _masses(self, answer: Analysis, spoken: Spoken, spans: Indices) -> Array:
        """Return 2 × windows: the weight of a window's words, and of those that the question's author used too."""
        weights = [self.weight(unit) for unit in answer.units]
        known = [weight if said else 0.0 for weight, said in zip(weights, spoken.values(), strict=True)]
        edges = np.array([0, *(last for _, last in answer.unit_ranges)], dtype=np.intp)
        return _span_sums(np.array([weights, known]), edges[spans])

    def _bindings_of(self, answer: Analysis, spoken: Spoken, spans: Indices) -> Array:
        """Return 2 × windows × forms: opposites bound to other words than in the form, and bound as in the form."""
        count, width = len(answer.clauses), len(self.forms)
        places: list[int] = []
        strengths: list[float] = []
        for c, (first, last) in enumerate(answer.unit_ranges):
            for unit, neighbour in said_of(answer.units, first, last):
                for entry, strength in spoken[neighbour.token].items():
                    if bound := self._bound.get(entry):
                        for pole in unit.poles:
                            said = -pole if unit.negated else pole
                            for form, wanted in bound.get(abs(pole), ()):
                                places.append(((wanted == said) * count + c) * width + form)
                                strengths.append(strength)
        if not places:
            return np.zeros((2, len(spans), width))
        sums = np.asarray(np.bincount(places, strengths, 2 * count * width), dtype=np.float64)
        return _span_sums(sums.reshape(2, count, width), spans)

    def _of_other_side(self, answer: Analysis, windows: Sequence[Window]) -> tuple[Marks, Marks]:
        """Return windows × forms: whether they speak of different sides, and whether a window speaks of both."""
        if not self._sides.left:
            nothing = np.zeros((len(windows), len(self.forms)), dtype=np.bool_)
            return nothing, nothing
        side, mixed = window_sides(answer, self._sides, windows)
        return side[:, None] * self._form_sides < 0, mixed[:, None] & (self._form_sides != 0)

    def _groups(self, column: Indices, rows: Array, either: Array, fresh: Array) -> Array:
        """Return 3 × windows × groups: said, said in own words, and said by more with the wrong polarity."""
        found = np.zeros((3, len(rows), len(self._group_starts)))
        if not len(self._phrases):
            return found
        # Only phrases of which every word is touched can stand somewhere.
        words = column[self._phrase_words]
        (possible,) = (words.min(axis=0) >= 0).nonzero()
        if not len(possible):
            return found
        words, wants = words.take(possible, axis=1), self._phrase_wants.take(possible, axis=1)
        ways = np.array([either.T, rows[:, 0].T, rows[:, 1].T])  # in the order of what is wanted: 0, 1, -1
        said, right = ways[0].take(words, axis=0).min(axis=0), ways[wants, words].min(axis=0)
        own = said * fresh[words].max(axis=0)[:, None]
        denying = right * self._phrase_denies[possible, None]
        group = self._phrase_group[possible]
        groups, _ = numbered(group, found.shape[2])
        firsts = group.searchsorted(groups)
        said, own, right, denying = np.maximum.reduceat(np.array([said, own, right, denying]), firsts, axis=1)
        found[:, :, groups] = said.T, own.T, (said - right).T
        if denying.any():
            accounted = np.zeros(found.shape[1:])
            accounted[:, groups] = denying.T
            return self._unaccounted(found, accounted)
        return found

    def _unaccounted(self, found: Array, accounted: Array) -> Array:
        """Take off ill polarity what a phrase with a negation of its own, of the same target, accounts for."""
        by_target = np.maximum.reduceat(accounted, self.layout.groups, axis=1)
        found[2] *= 1.0 - np.repeat(by_target, self.layout.group_sizes, axis=1)
        return found


def _padded(phrases: Sequence[Sequence[int]]) -> Indices:
    """Return numbers of each phrase's words as columns of one length, the first repeated at the end of shorter ones."""
    longest = max(map(len, phrases), default=0)
    return np.array([[*words, *[words[0]] * (longest - len(words))] for words in phrases], dtype=np.intp).T


def _shares(rows: Array, either: Array, counted: Array, weights: Array) -> Array:
    """Return 2 × windows × forms: the weight of what is said with a form's polarity, and with the opposite one.

    Args:
        rows: windows × 4 × entries: said straight, said negated, the opposite said straight, the opposite said negated.
        either: windows × entries, how fully an entry is said with either polarity.
        counted: how much each entry counts.
        weights: 4 × entries × forms, what it weighs when it is said so and agrees with the form.
    """
    ways = np.empty((2, *rows.shape))
    ways[0] = rows
    ways[1, :, :2] = either[:, None] - rows[:, :2]
    ways[1, :, 2:] = rows[:, :1:-1]
    ways *= counted
    windows, (_, entries, forms) = len(rows), weights.shape
    shares = ways.reshape(2 * windows, 4 * entries) @ weights.reshape(4 * entries, forms)
    return np.asarray(shares.reshape(2, windows, forms))


def _span_sums(matrices: Array, spans: Indices) -> Array:
    """Return the sums along the second axis over runs, each given by its start and its end (exclusive)."""
    count, size, *rest = matrices.shape
    sums = np.zeros((count, size + 1, *rest))
    matrices.cumsum(axis=1, out=sums[:, 1:])
    return np.asarray(sums.take(spans[:, 1], axis=1) - sums.take(spans[:, 0], axis=1))
