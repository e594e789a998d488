"""From matches to readings: how strongly each window of an answer supports or opposes each target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from interviewer.grading import weights as w
from interviewer.grading.matching import Array, Matcher, Matches, Target
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
        lexical: 0..1, its likeness to the nearest form with the same polarity.
        form: row of the nearest form.
        straight: windows × own forms, 0..1, likeness with the same polarity.
        likeness: 0..1, the most that a window is like a form with the same polarity, before floor and ceiling.
        gradual: 0..1, how much of the credit follows that likeness: all for a lone statement, none where the target
            has concepts or many forms, for which the status says more.
    """

    support: Array
    against: Array
    concept: Array
    lexical: Array
    form: npt.NDArray[np.int_]
    straight: Array
    likeness: float
    gradual: float

    def best(self, allowed: npt.NDArray[np.bool_] | None = None) -> int:
        """Return the window with most support, among those allowed."""
        return int((self.support if allowed is None else np.where(allowed, self.support, -1.0)).argmax())


def lexical_scores(matches: Matches, similar: Similarities) -> Array:
    """Return windows × forms, 0..1: how alike each window is to each form, polarity apart."""
    said = np.minimum(matches.agree + matches.oppose, 1.0)
    trust = np.array([window.trust for window in matches.windows])[:, None]
    likeness = (
        w.COVERAGE * said
        + w.BALANCE * np.sqrt(said * matches.density)
        + w.WORD_COSINE * similar.words * trust
        + w.CHARACTER_COSINE * similar.characters * trust
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
    for target in matcher.points:
        floor, full = _range(target)
        columns = slice(target.forms.start, target.forms.stop)
        like = np.clip((lexical[:, columns] - floor) / (full - floor), 0.0, 1.0) * turned[:, columns]
        for row, column in np.argwhere(like >= w.LOOK_CLOSER):
            number = target.forms.start + int(column)
            if matches.crossed[row, number]:
                continue
            if not reverses(answer, matches.windows[row], matcher.forms[number].analysis):
                held[row, number] = 0.0
        told = np.clip((lexical[:, columns] - floor) / (full - floor), 0.0, 1.0) * (1.0 - turned[:, columns])
        for row, column in np.argwhere(told >= w.LOOK_AGAIN):
            number = target.forms.start + int(column)
            if denied_share(answer, matches.windows[row], matcher.forms[number].analysis, matcher.weight) >= w.DENIED:
                held[row, number] = 1.0
    return held


def _range(target: Target) -> tuple[float, float]:
    """Return the likeness that is nothing to a target, and the likeness that is full support."""
    richness = _richness(target)
    floor, full = (low + (high - low) * richness for low, high in (w.LEXICAL_FLOOR, w.LEXICAL_FULL))
    return floor, full


def _richness(target: Target) -> float:
    return min((len(target.forms) - 1) / (w.FORMS_RICH - 1), 1.0)


class Seen(NamedTuple):
    """What is known of an answer's windows.

    Attributes:
        matches: how they match.
        lexical: windows × forms, 0..1, from :func:`lexical_scores`.
        cosines: windows × forms, 0..1, mean of the plain cosines.
        turned: windows × forms, 0..1, how far they turn the form round.
        unasserted: windows that only ask or report (questions, hearsay), and so oppose nothing.
    """

    matches: Matches
    lexical: Array
    cosines: Array
    turned: Array
    unasserted: npt.NDArray[np.bool_]


def plain_cosines(matches: Matches, similar: Similarities) -> Array:
    """Return windows × forms, 0..1: the mean of the cosines of words and of characters."""
    trust = np.array([window.trust for window in matches.windows])[:, None]
    return np.asarray((similar.words + similar.characters) / 2 * trust)


def read(targets: Sequence[Target], seen: Seen) -> list[Reading]:
    """Return what an answer says of each target."""
    return [_read(target, *seen) for target in targets]


def _read(  # noqa: PLR0917 - the fields of Seen
    target: Target, matches: Matches, lexical: Array, cosines: Array, turned: Array, unasserted: npt.NDArray[np.bool_]
) -> Reading:
    forms = slice(target.forms.start, target.forms.stop)
    scores, reversed_ = lexical[:, forms], turned[:, forms]
    floor, full = _range(target)
    text = np.clip((scores - floor) / (full - floor), 0.0, 1.0)
    straight = text * (1.0 - reversed_)
    said, unsaid = straight.max(axis=1), (text * reversed_).max(axis=1)
    concept, misplaced = _concept(target, matches)
    weight = text**2 + 1e-6
    mixed = (weight * reversed_).sum(axis=1) / weight.sum(axis=1)
    elsewhere = np.maximum(
        matches.crossed[:, forms].mean(axis=1), (1 - w.BLURRED) * matches.blurred[:, forms].mean(axis=1)
    )
    grouped = concept * (1.0 - np.maximum.reduce([mixed, misplaced, elsewhere]))
    support = np.maximum(w.CONCEPT * grouped + (1 - w.CONCEPT) * said, said) if len(target.groups) else said
    support = support * (1.0 - np.clip((unsaid - said) / w.DOUBT, 0.0, 1.0))
    against = np.where(unasserted, 0.0, unsaid - w.DEFENCE * said)
    near = (1 - w.GRADUAL_COSINE) * scores + w.GRADUAL_COSINE * cosines[:, forms]
    likeness = float((near * (1.0 - reversed_)).max())
    gradual = 0.0 if len(target.groups) else 1.0 - _richness(target)
    return Reading(
        support, against, concept, said, target.forms.start + scores.argmax(axis=1), straight, likeness, gradual
    )


def _concept(target: Target, matches: Matches) -> tuple[Array, Array]:
    """Return for each window how fully the concept groups are said, and how far with the wrong polarity."""
    if not len(target.groups):
        return np.zeros(len(matches.windows)), np.zeros(len(matches.windows))
    columns = slice(target.groups.start, target.groups.stop)
    groups, own = matches.groups[:, columns], matches.own[:, columns]
    full = w.CONCEPT_MEAN * groups.mean(axis=1) + (1 - w.CONCEPT_MEAN) * groups.min(axis=1)
    concept = full * np.clip(own.max(axis=1) / w.OWN_WORD, 0.0, 1.0)
    return np.asarray(concept), np.asarray(matches.groups_turned[:, columns].max(axis=1))
