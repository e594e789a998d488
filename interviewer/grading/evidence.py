"""What an answer offers for and against each key point, as a few numbers between 0 and 1.

These are all that the fitted weights (:mod:`interviewer.grading.calibration`) see. Each is the best of any window, so
that saying more never takes a sign in favour away.
"""

from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz

from interviewer.grading import weights as w
from interviewer.grading.layout import Layout
from interviewer.grading.matching import Matcher, Matches
from interviewer.grading.question_forms import Array
from interviewer.grading.units import Analysis
from interviewer.grading.verdicts import Readings, Seen

SIGNS = (
    "likeness",  # how alike the nearest form is, scaled by what is nothing and what is full for so many forms
    "alike",  # the same whatever the polarity, not scaled
    "coverage",  # share of the form's words that are said, weighted by how telling they are
    "words",  # TF-IDF cosine of words
    "characters",  # TF-IDF cosine of character n-grams
    "fuzzy",  # rapidfuzz's token_set_ratio of the stems that the question has not; for a lone reference answer only
    "balance",  # geometric mean of that coverage and of the share of the window that the form accounts for
    "ideas",  # share of the concept groups that are named near one another
    "weakest",  # how well the least said of them is said
    "information",  # how surprising it is that a sentence names those groups, 1 at INFORMATION_FULL nats
    "missing",  # the same of the groups that are not named
    "reversed",  # likeness of the nearest form with the opposite polarity
    "opposed",  # how far a window states the opposite, after all that speaks for the right reading
    "turned_ideas",  # how much better a concept group is said with the wrong polarity
    "others",  # how well the answer supports the question's other key points
    "others_reversed",  # how far it reverses them
    "worst_reversed",  # how far it reverses any key point
    "mistakes",  # misconceptions that it states, 1 for two or more
)
"""The names of the signs, in the order of the columns."""


class Evidence(NamedTuple):
    """The signs for and against each key point.

    Attributes:
        signs: key points × signs, 0..1.
        has_ideas: for each key point whether its author named concept groups.
    """

    signs: Array
    has_ideas: list[bool]


def evidence(matcher: Matcher, answer: Analysis, readings: Readings, seen: Seen, *, mistakes: int) -> Evidence:
    """Gather the signs.

    Args:
        matcher: the question.
        answer: the answer taken apart.
        readings: what the answer says of each target.
        seen: how its windows match.
        mistakes: how many misconceptions the answer states.
    """
    layout, matches, count = matcher.layout_of_points, seen.matches, len(matcher.points)
    own = layout.own
    fresh, lexical, turned = matches.fresh[:, own], seen.lexical[:, own], seen.turned[:, own]
    straight, agree = 1.0 - turned, fresh * matches.agree[:, own]
    by_form = np.array(
        [
            agree,
            seen.similar.words[:, own] * straight,
            seen.similar.characters[:, own] * straight,
            np.sqrt(agree * fresh * matches.density[:, own]),
            lexical * turned,
            lexical,
        ]
    ).max(axis=1)
    coverage, words, characters, balance, reversed_, alike = np.maximum.reduceat(by_form, layout.forms, axis=1)
    clear = 1.0 - readings.astray[:, :count]
    likeness, support, against, ideas = np.array(
        [
            readings.lexical[:, :count],
            readings.support[:, :count],
            readings.against[:, :count],
            readings.concept[:, :count] * clear,
        ]
    ).max(axis=1)
    against = np.maximum(against, 0.0)
    weakest, told, missing, ill = _ideas(layout, clear, matches, matcher.information)
    others, others_reversed = _means_of_others(np.array([support, against]))
    lone = count == 1 and not len(layout.grouped)
    everywhere = np.ones(count)
    signs = np.array(
        [
            likeness,
            alike,
            coverage,
            words,
            characters,
            everywhere * (_fuzzy(matcher, answer) if lone else 0.0),
            balance,
            ideas,
            weakest,
            told,
            missing,
            reversed_,
            against,
            ill,
            others,
            others_reversed,
            everywhere * against.max(),
            everywhere * min(mistakes / 2, 1.0),
        ]
    )
    return Evidence(np.minimum(np.maximum(signs.T, 0.0), 1.0), [bool(len(point.groups)) for point in matcher.points])


def _fuzzy(matcher: Matcher, answer: Analysis) -> float:
    """Return 0..1 how alike the sets of stems of an answer and of the lone form are, the question's own left out."""
    asked = matcher.prompt.by_key
    said, wanted = (
        " ".join(unit.key for unit in text.units if unit.key not in asked)
        for text in (answer, matcher.forms[0].analysis)
    )
    return fuzz.token_set_ratio(said, wanted) / 100


def _means_of_others(values: Array) -> Array:
    """Return for each value of a row the mean of all others, 0 for a lone one."""
    return np.asarray((values.sum(axis=1, keepdims=True) - values) / max(values.shape[1] - 1, 1))


def _ideas(layout: Layout, clear: Array, matches: Matches, information: Array) -> Array:
    """Return 4 × targets: the weakest concept group, what the named ones tell, what the missing tell, ill polarity."""
    found = np.zeros((4, len(layout)))
    if not len(layout.grouped):
        return found
    span, starts, grouped = layout.own_groups, layout.groups, layout.grouped
    tells = information[span]
    said, own = matches.groups[:, span], np.minimum(matches.own[:, span] / w.OWN_WORD, 1.0)
    # The interviewer's word may name one idea as long as another is named in the candidate's own.
    said = said * np.repeat(np.maximum.reduceat(own, starts, axis=1), layout.group_sizes, axis=1)
    clear = clear[:, grouped]
    told = np.add.reduceat(np.minimum(said, own) * tells, starts, axis=1) * clear
    rows = told.argmax(axis=0)
    worst = np.maximum.reduceat(matches.groups_turned[:, span], starts, axis=1)
    most = told.max(axis=0)
    found[0, grouped] = (np.minimum.reduceat(said, starts, axis=1) * clear).max(axis=0)
    found[1, grouped] = most / w.INFORMATION_FULL
    found[2, grouped] = (np.add.reduceat(tells, starts) - most) / w.INFORMATION_FULL
    found[3, grouped] = worst[rows, np.arange(len(grouped))]
    return found
