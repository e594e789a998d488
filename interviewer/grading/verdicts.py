"""From matches to readings: how strongly each window of an answer supports or opposes each target."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from interviewer.grading import weights as w
from interviewer.grading.layout import Layout
from interviewer.grading.matching import Matcher, Matches
from interviewer.grading.question_forms import Array, Target
from interviewer.grading.reversal import Beside
from interviewer.grading.units import Analysis
from interviewer.grading.vectors import Similarities
from interviewer.grading.windows import windows_with


class Reading(NamedTuple):
    """What an answer says of one target, window by window.

    Attributes:
        support: 0..1, how well the window states the target.
        against: up to 1, how well it states the opposite.
        concept: 0..1, the share of the target's concept groups that it says.
        lexical: 0..1, its likeness to the nearest form with the same polarity.
        likeness: windows × own forms, 0..1, polarity apart.
        forms: rows of the target's forms.
    """

    support: Array
    against: Array
    concept: Array
    lexical: Array
    likeness: Array
    forms: range

    def best(self, allowed: npt.NDArray[np.bool_] | None = None) -> int:
        """Return the window with most support, among those allowed."""
        return int((self.support if allowed is None else np.where(allowed, self.support, -1.0)).argmax())

    def nearest(self, window: int) -> int:
        """Return the row of the form that a window is most alike to."""
        return self.forms[int(self.likeness[window].argmax())]


@dataclass(frozen=True, slots=True)
class Readings:
    """What an answer says of each target, windows × targets; the key points come first, then the misconceptions.

    Attributes:
        support: 0..1, how well the window states the target.
        against: up to 1, how well it states the opposite.
        concept: 0..1, the share of the target's concept groups that it says.
        astray: 0..1, how far it says them of the other thing compared, or with the wrong polarity.
        lexical: 0..1, its likeness to the nearest form with the same polarity.
        straight: windows × forms, 0..1, likeness with the same polarity.
        likeness: windows × forms, 0..1, polarity apart.
    """

    support: Array
    against: Array
    concept: Array
    astray: Array
    lexical: Array
    straight: Array
    likeness: Array

    def of(self, number: int, target: Target) -> Reading:
        """Return what is said of one target."""
        return Reading(
            self.support[:, number],
            self.against[:, number],
            self.concept[:, number],
            self.lexical[:, number],
            self.likeness[:, target.forms.start : target.forms.stop],
            target.forms,
        )


def lexical_scores(matches: Matches, similar: Similarities) -> Array:
    """Return windows × forms, 0..1: how alike each window is to each form, polarity apart."""
    said = np.minimum(matches.agree + matches.oppose, 1.0)
    likeness = (
        w.COVERAGE * said
        + w.BALANCE * np.sqrt(said * matches.density)
        + w.WORD_COSINE * similar.words
        + w.CHARACTER_COSINE * similar.characters
    )
    return np.asarray(np.where(matches.blurred, w.BLURRED * likeness, likeness) * matches.fresh)


def turned_share(matches: Matches) -> Array:
    """Return windows × forms, 0..1: how far the window turns the form round.

    The share of matched words with the opposite polarity, moved by bindings, and mirrored where the window speaks of
    the other side of the comparison.
    """
    share = matches.oppose / np.maximum(matches.agree + matches.oppose, 1e-9)
    share += (
        w.CONFLICT
        * (matches.conflict - w.ACCORD * matches.accord)
        / (matches.conflict + w.ACCORD * matches.accord + w.BINDING_DOUBT)
    )
    share = np.minimum(np.maximum(share, 0.0), 1.0)
    share = np.where(matches.crossed, 1.0 - share, share)
    share = (share - w.TURNED_FLOOR) / (w.TURNED_FULL - w.TURNED_FLOOR)
    return np.asarray(np.minimum(np.maximum(share, 0.0), 1.0))


def text_support(layout: Layout, lexical: Array) -> Array:
    """Return how far likeness to each form supports its target, 0..1."""
    return np.asarray(np.minimum(np.maximum((lexical - layout.floor) / (layout.full - layout.floor), 0.0), 1.0))


def confirmed(matcher: Matcher, answer: Analysis, matches: Matches, text: Array, turned: Array) -> Array:
    """Return ``turned``, with 0 where a closer look at the words finds no reversal of a key point's form.

    Only what is alike enough to matter is looked at; ``text`` is how far likeness supports each target.
    """
    held = turned.copy()
    own = matcher.layout_of_points.own
    against = text[:, own] * turned[:, own]
    laid = cache(lambda form: Beside(answer, matcher.forms[form].analysis))
    for row, form in np.argwhere((against >= w.LOOK_CLOSER) & ~matches.crossed[:, own]).tolist():
        if not laid(form).reverses(matches.windows[row]):
            held[row, form] = 0.0
    turned_units = [unit.negated for unit in answer.units]
    if any(turned_units):
        negated = [any(turned_units[first:last]) for first, last in answer.unit_ranges]
        told = (text[:, own] - against) * windows_with(negated, matches.windows)[:, None]
        for row, form in np.argwhere(told >= w.LOOK_AGAIN).tolist():
            if laid(form).denied_share(matches.windows[row], matcher.weight) >= w.DENIED:
                held[row, form] = 1.0
    return held


class Seen(NamedTuple):
    """What is known of an answer's windows.

    Attributes:
        matches: how they match.
        lexical: windows × forms, 0..1, from :func:`lexical_scores`.
        text: windows × forms, 0..1, from :func:`text_support`.
        similar: their plain cosines, reduced by the window's trust.
        turned: windows × forms, 0..1, how far they turn the form round.
        unasserted: windows that only ask or report (questions, hearsay), and so oppose nothing.
    """

    matches: Matches
    lexical: Array
    text: Array
    similar: Similarities
    turned: Array
    unasserted: npt.NDArray[np.bool_]


def trusted(matches: Matches, similar: Similarities) -> Similarities:
    """Return the cosines, counted the less the further apart the words of a window lie."""
    return Similarities(similar.words * matches.trust, similar.characters * matches.trust)


def read(layout: Layout, seen: Seen) -> Readings:
    """Return what an answer says of each target."""
    straight = seen.text * (1.0 - seen.turned)
    reversed_ = seen.text * seen.turned
    said, unsaid = (np.maximum.reduceat(share, layout.forms, axis=1) for share in (straight, reversed_))
    concept, misplaced = _concepts(layout, seen.matches)
    mixed, weight = (
        np.add.reduceat(share, layout.forms, axis=1) for share in (seen.text * reversed_, seen.text * seen.text)
    )
    crossed, blurred = (
        _share(marks, layout, seen.matches.sided) for marks in (seen.matches.crossed, seen.matches.blurred)
    )
    astray = np.maximum(mixed / (weight + w.ASTRAY_PRIOR), misplaced)
    astray = np.maximum(np.maximum(astray, crossed), (1 - w.BLURRED) * blurred)
    grouped = w.CONCEPT * concept * (1.0 - astray) + (1 - w.CONCEPT) * said
    # Without concept groups the weighted likeness cannot exceed the likeness alone.
    support = np.maximum(grouped, said) * (1.0 - np.minimum(np.maximum((unsaid - said) / w.DOUBT, 0.0), 1.0))
    against = np.where(seen.unasserted[:, None], 0.0, unsaid - w.DEFENCE * said)
    return Readings(support, against, concept, astray, said, straight, seen.lexical)


def _share(marks: npt.NDArray[np.bool_], layout: Layout, sided: npt.NDArray[np.bool_]) -> Array:
    """Return for each window and target the share marked of the target's forms that speak of one side.

    Where few of them do, the target itself is about neither.
    """
    if not marks.any():
        return np.zeros((len(marks), len(layout)))
    about = np.add.reduceat(sided.astype(np.float64), layout.forms)
    about = np.maximum(about, w.SIDED * layout.sizes)
    return np.asarray(np.add.reduceat(marks.astype(np.float64), layout.forms, axis=1) / about)


def _concepts(layout: Layout, matches: Matches) -> tuple[Array, Array]:
    """Return windows × targets: how fully the concept groups are said, and how far with the wrong polarity."""
    concept, misplaced = np.zeros((2, len(matches.windows), len(layout)))
    if len(layout.grouped):
        starts = layout.groups
        mean = np.add.reduceat(matches.groups, starts, axis=1) / layout.group_sizes
        full = w.CONCEPT_MEAN * mean + (1 - w.CONCEPT_MEAN) * np.minimum.reduceat(matches.groups, starts, axis=1)
        own = np.maximum.reduceat(matches.own, starts, axis=1)
        concept[:, layout.grouped] = full * np.minimum(own / w.OWN_WORD, 1.0)
        misplaced[:, layout.grouped] = np.maximum.reduceat(matches.groups_turned, starts, axis=1)
    return concept, misplaced
