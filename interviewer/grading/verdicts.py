"""From matches to readings: how strongly each window of an answer supports or opposes each target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from interviewer.grading import weights as w
from interviewer.grading.matching import Matcher, Matches
from interviewer.grading.question_forms import Array, Target
from interviewer.grading.reversal import denied_share, reverses
from interviewer.grading.units import Analysis
from interviewer.grading.vectors import Similarities


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says of one target, window by window.

    Attributes:
        support: 0..1, how well the window states the target.
        against: up to 1, how well it states the opposite.
        concept: 0..1, the share of the target's concept groups that it says.
        astray: 0..1, how far it says them of the other thing compared, or with the wrong polarity.
        lexical: 0..1, its likeness to the nearest form with the same polarity.
        form: row of the nearest form.
        straight: windows × own forms, 0..1, likeness with the same polarity.
    """

    support: Array
    against: Array
    concept: Array
    astray: Array
    lexical: Array
    form: npt.NDArray[np.int_]
    straight: Array

    def best(self, allowed: npt.NDArray[np.bool_] | None = None) -> int:
        """Return the window with most support, among those allowed."""
        return int((self.support if allowed is None else np.where(allowed, self.support, -1.0)).argmax())


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
    share = np.clip(share, 0.0, 1.0)
    share = np.where(matches.crossed, 1.0 - share, share)
    return np.asarray(np.clip((share - w.TURNED_FLOOR) / (w.TURNED_FULL - w.TURNED_FLOOR), 0.0, 1.0))


def confirmed(matcher: Matcher, answer: Analysis, matches: Matches, lexical: Array, turned: Array) -> Array:
    """Return ``turned``, with 0 where a closer look at the words finds no reversal of a key point's form.

    Only what is alike enough to matter is looked at.
    """
    held = turned.copy()
    if not matcher.points:
        return held
    own = _forms_of(matcher.points)
    like = _support_of(matcher.points, lexical[:, own])
    against, told = like * turned[:, own], like * (1.0 - turned[:, own])
    for row, column in np.argwhere((against >= w.LOOK_CLOSER) & ~matches.crossed[:, own]).tolist():
        form = matcher.forms[own.start + column].analysis
        if not reverses(answer, matches.windows[row], form):
            held[row, own.start + column] = 0.0
    negated = [any(unit.negated for unit in answer.units[first:last]) for first, last in answer.unit_ranges]
    denying = np.array([any(negated[window.first : window.last]) for window in matches.windows])
    for row, column in np.argwhere((told >= w.LOOK_AGAIN) & denying[:, None]).tolist():
        form = matcher.forms[own.start + column].analysis
        if denied_share(answer, matches.windows[row], form, matcher.weight) >= w.DENIED:
            held[row, own.start + column] = 1.0
    return held


def _forms_of(targets: Sequence[Target]) -> slice:
    """Return the forms of neighbouring targets."""
    return slice(targets[0].forms.start, targets[-1].forms.stop)


def _support_of(targets: Sequence[Target], lexical: Array) -> Array:
    """Return how far likeness to each form supports its target, 0..1."""
    sizes = [len(target.forms) for target in targets]
    richness = np.repeat([_richness(size) for size in sizes], sizes)
    floor, full = (low + (high - low) * richness for low, high in (w.LEXICAL_FLOOR, w.LEXICAL_FULL))
    return np.minimum(np.maximum((lexical - floor) / (full - floor), 0.0), 1.0)


class Seen(NamedTuple):
    """What is known of an answer's windows.

    Attributes:
        matches: how they match.
        lexical: windows × forms, 0..1, from :func:`lexical_scores`.
        similar: their plain cosines, reduced by the window's trust.
        turned: windows × forms, 0..1, how far they turn the form round.
        unasserted: windows that only ask or report (questions, hearsay), and so oppose nothing.
    """

    matches: Matches
    lexical: Array
    similar: Similarities
    turned: Array
    unasserted: npt.NDArray[np.bool_]


def trusted(matches: Matches, similar: Similarities) -> Similarities:
    """Return the cosines, counted the less the further apart the words of a window lie."""
    trust = np.array([window.trust for window in matches.windows])[:, None]
    return Similarities(similar.words * trust, similar.characters * trust)


def read(targets: Sequence[Target], seen: Seen) -> list[Reading]:
    """Return what an answer says of each target; the targets are a question's key points and misconceptions, in order.

    All are reckoned at once: an answer has a few windows and a target a few forms, so that the steps cost more than
    the arithmetic.
    """
    if not targets:
        return []
    own = _forms_of(targets)
    starts = np.array([target.forms.start - own.start for target in targets])
    lexical, reversed_ = seen.lexical[:, own], seen.turned[:, own]
    text = _support_of(targets, lexical)
    straight = text * (1.0 - reversed_)
    said, unsaid = (np.maximum.reduceat(share, starts, axis=1) for share in (straight, text * reversed_))
    concept, misplaced = _concepts(targets, seen.matches)
    weight = text**2
    mixed = np.add.reduceat(weight * reversed_, starts, axis=1) / (
        np.add.reduceat(weight, starts, axis=1) + w.ASTRAY_PRIOR
    )
    crossed, blurred = (_share(sides[:, own], starts) for sides in (seen.matches.crossed, seen.matches.blurred))
    astray = np.maximum.reduce([mixed, misplaced, crossed, (1 - w.BLURRED) * blurred])
    grouped = w.CONCEPT * concept * (1.0 - astray) + (1 - w.CONCEPT) * said
    # Without concept groups the weighted likeness cannot exceed the likeness alone.
    support = np.maximum(grouped, said) * (1.0 - np.minimum(np.maximum((unsaid - said) / w.DOUBT, 0.0), 1.0))
    against = np.where(seen.unasserted[:, None], 0.0, unsaid - w.DEFENCE * said)
    ends = [*starts[1:], own.stop - own.start]
    return [
        Reading(
            support[:, i],
            against[:, i],
            concept[:, i],
            astray[:, i],
            said[:, i],
            target.forms.start + lexical[:, start:end].argmax(axis=1),
            straight[:, start:end],
        )
        for i, (target, start, end) in enumerate(zip(targets, starts, ends, strict=True))
    ]


def _richness(forms: int) -> float:
    """Return 0 for a target with one form, up to 1 for one with many."""
    return min((forms - 1) / (w.FORMS_RICH - 1), 1.0)


def _share(marks: npt.NDArray[np.bool_], starts: npt.NDArray[np.int_]) -> Array:
    """Return for each window and target the share of the target's forms that are marked."""
    if not marks.any():
        return np.zeros((len(marks), len(starts)))
    sizes = np.diff(starts, append=marks.shape[1])
    return np.asarray(np.add.reduceat(marks.astype(np.float64), starts, axis=1) / sizes)


def _concepts(targets: Sequence[Target], matches: Matches) -> tuple[Array, Array]:
    """Return windows × targets: how fully the concept groups are said, and how far with the wrong polarity."""
    concept, misplaced = np.zeros((2, len(matches.windows), len(targets)))
    grouped = [i for i, target in enumerate(targets) if len(target.groups)]
    if grouped:
        first, last = targets[grouped[0]].groups.start, targets[grouped[-1]].groups.stop
        groups, own, turned = (m[:, first:last] for m in (matches.groups, matches.own, matches.groups_turned))
        starts = np.array([targets[i].groups.start - first for i in grouped])
        sizes = np.diff(starts, append=last - first)
        mean = np.add.reduceat(groups, starts, axis=1) / sizes
        full = w.CONCEPT_MEAN * mean + (1 - w.CONCEPT_MEAN) * np.minimum.reduceat(groups, starts, axis=1)
        concept[:, grouped] = full * np.minimum(np.maximum.reduceat(own, starts, axis=1) / w.OWN_WORD, 1.0)
        misplaced[:, grouped] = np.maximum.reduceat(turned, starts, axis=1)
    return concept, misplaced
