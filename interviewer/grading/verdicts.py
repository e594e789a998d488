"""From matches to verdicts: how strongly an answer supports or contradicts each key point and misconception."""

from dataclasses import dataclass

import numpy as np

from interviewer.grading import weights as w
from interviewer.grading.matching import Array, Matches, Target
from interviewer.grading.vectors import Similarities


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says of one target.

    Attributes:
        support: 0..1, how well its best window states the target.
        against: 0..1, how well its worst window states the opposite.
        window: row of the window with most support.
        against_window: row of the window most against.
        concept: 0..1, the share of concept groups said in the supporting window.
        lexical: 0..1, likeness of the supporting window to the nearest form.
        form: row of that form.
    """

    support: float
    against: float
    window: int
    against_window: int
    concept: float
    lexical: float
    form: int


def lexical_scores(matches: Matches, similar: Similarities) -> Array:
    """Return windows × forms, 0..1: how alike each window is to each form, polarity apart."""
    said = np.minimum(matches.agree + matches.oppose, 1.0)
    trust = np.array([window.trust for window in matches.windows])[:, None]
    return np.asarray(
        w.COVERAGE * said
        + w.BALANCE * np.sqrt(said * matches.density)
        + w.WORD_COSINE * similar.words * trust
        + w.CHARACTER_COSINE * similar.characters * trust
    )


def read(target: Target, matches: Matches, lexical: Array) -> Reading:
    """Return what an answer says of one target."""
    forms = slice(target.forms.start, target.forms.stop)
    scores = lexical[:, forms]
    agree, oppose = matches.agree[:, forms], matches.oppose[:, forms]
    turned = oppose / np.maximum(agree + oppose, 1e-9)
    conflict, accord = matches.conflict[:, forms], matches.accord[:, forms]
    bound = w.CONFLICT * (conflict - accord) / (conflict + accord + w.BINDING_DOUBT)
    turned = np.clip(turned + bound, 0.0, 1.0)
    turned = np.where(matches.crossed[:, forms], 1.0 - turned, turned)
    concept = _concept(target, matches)
    richness = min((len(target.forms) - 1) / (w.FORMS_RICH - 1), 1.0)
    floor, full = (low + (high - low) * richness for low, high in (w.LEXICAL_FLOOR, w.LEXICAL_FULL))
    text = np.clip((scores - floor) / (full - floor), 0.0, 1.0)
    best_text = text.max(axis=1)
    total = (
        np.maximum(w.CONCEPT * concept + (1 - w.CONCEPT) * best_text, best_text) if len(target.groups) else best_text
    )
    row = np.arange(len(total))
    nearest = scores.argmax(axis=1)
    wrong = turned[row, nearest]
    reversed_ = np.clip((wrong - w.TURNED_FLOOR) / (w.TURNED_FULL - w.TURNED_FLOOR), 0.0, 1.0)
    support, against = total * (1 - reversed_), total * reversed_
    window, against_window = int(support.argmax()), int(against.argmax())
    return Reading(
        float(support[window]),
        float(against[against_window]),
        window,
        against_window,
        float(concept[window]),
        float(best_text[window]),
        target.forms.start + int(nearest[window]),
    )


def _concept(target: Target, matches: Matches) -> Array:
    if not len(target.groups):
        return np.zeros(len(matches.windows))
    columns = slice(target.groups.start, target.groups.stop)
    groups, own = matches.groups[:, columns], matches.own[:, columns]
    full = w.CONCEPT_MEAN * groups.mean(axis=1) + (1 - w.CONCEPT_MEAN) * groups.min(axis=1)
    return np.asarray(full * np.clip(own.max(axis=1) / w.OWN_WORD, 0.0, 1.0))
