"""Which misconceptions an answer states: by statement, not by vocabulary.

Right and wrong statements about one thing share most of their words. So a misconception counts where its own telling
phrases stand in order and close together, or where its sentence is said with the words that no right form has, and
only where it fits the same words better than any key point does.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import DamerauLevenshtein

from interviewer.grading import weights as w
from interviewer.grading.matching import Matcher, Matches
from interviewer.grading.question_forms import Array, Phrase
from interviewer.grading.text import Clause
from interviewer.grading.units import Analysis
from interviewer.grading.verdicts import Readings
from interviewer.grading.wordlists import ARTICLES


@dataclass(frozen=True, slots=True)
class Mistake:
    """A misconception that was stated: its number, the window that states it, and the rule that decided."""

    number: int
    window: int
    by_phrase: bool


class Heard(NamedTuple):
    """An answer, its matches, and for each window whether it only asks or reports and so states nothing."""

    answer: Analysis
    matches: Matches
    unasserted: npt.NDArray[np.bool_]


def stated(matcher: Matcher, heard: Heard, readings: Readings) -> list[Mistake]:
    """Return the misconceptions that the answer states."""
    if not matcher.mistakes:
        return []
    answer, matches, unasserted = heard
    count, layout = len(matcher.points), matcher.layout_of_mistakes
    points = np.maximum(readings.lexical[:, :count], w.RIVAL_CONCEPT * readings.support[:, :count])
    lead = readings.lexical[:, count:] - points.max(axis=1, keepdims=True)
    lead[unasserted] = -np.inf
    by_phrase = _by_phrase(matcher, answer, matches, lead)
    telling = matches.telling[:, layout.own] >= w.TELLING
    likeness = np.where(telling, [readings.straight[:, layout.own], matches.agree[:, layout.own]], 0.0)
    told, repeated = np.maximum.reduceat(likeness, layout.forms, axis=2)
    # A single sign is not enough: either the phrases' words are there too, or the sentence is all but repeated.
    backed = (readings.concept[:, count:] >= w.MISTAKE_CONCEPT) | (repeated >= w.MISTAKE_REPEATED)
    by_text = np.where((lead >= w.MISTAKE_MARGIN) & backed, told, 0.0)
    found = []
    for number, row in enumerate(by_text.argmax(axis=0).tolist()):
        if number in by_phrase:
            found.append(Mistake(number, by_phrase[number], by_phrase=True))
        elif by_text[row, number] >= w.MISTAKE:
            found.append(Mistake(number, row, by_phrase=False))
    return found


def _by_phrase(matcher: Matcher, answer: Analysis, matches: Matches, lead: Array) -> dict[int, int]:
    """Return the misconceptions whose telling phrases stand somewhere, each with the first window where they do.

    Every group must have a phrase that stands word for word, in order, in one clause of the window.
    """
    layout, said = matcher.layout_of_mistakes, np.zeros(lead.shape)
    if len(layout.grouped):
        said[:, layout.grouped] = np.minimum.reduceat(matches.groups[:, layout.own_groups], layout.groups, axis=1)
    found: dict[int, int] = {}
    near = np.argwhere(((lead >= -w.PHRASE_LEAD) & (said >= w.PHRASE_WORD)).T).tolist()
    if not near:
        return found
    spoken = cache(lambda clause: _spoken(answer, answer.clauses[clause]))
    stands = cache(lambda group, clause: any(_stands(phrase, spoken(clause)) for phrase in matcher.group(group)))
    for number, row in near:
        first, last, _ = matches.windows[row]
        if number not in found and last - first <= w.PHRASE_CLAUSES:
            clauses = range(first, last)
            if all(any(stands(group, clause) for clause in clauses) for group in matcher.mistakes[number].groups):
                found[number] = row
    return found


class Spoken(NamedTuple):
    """The words of a clause, articles left out.

    Attributes:
        answer: the answer it belongs to.
        tokens: their numbers in the answer.
        stems: their stems.
        by_letter: for each first letter, which of them begin with it.
    """

    answer: Analysis
    tokens: list[int]
    stems: list[str]
    by_letter: dict[str, list[int]]


def _spoken(answer: Analysis, clause: Clause) -> Spoken:
    kept = [i for i in range(clause.first, clause.last) if answer.tokens[i].text not in ARTICLES]
    stems = [answer.tokens[i].stem for i in kept]
    by_letter: dict[str, list[int]] = {}
    for k, word in enumerate(stems):
        by_letter.setdefault(word[:1], []).append(k)
    return Spoken(answer, kept, stems, by_letter)


def _stands(phrase: Phrase, said: Spoken) -> bool:
    head, *tail = phrase.stems or ("",)
    last = len(said.stems) - len(tail)
    starts = [k for k in said.by_letter.get(head[:1], ()) if k < last and _alike(said.stems[k], head)]
    for start in starts:
        at = start + 1
        for wanted in tail:
            reach = range(at, min(len(said.stems), at + phrase.gap))
            at = next((i for i in reach if _alike(said.stems[i], wanted)), -1) + 1
            if not at:
                break
        else:
            token = said.tokens[at - 1]
            if said.answer.parity[token] == phrase.turned and not _quoted_on(said.answer, token):
                return True
    return False


def _quoted_on(answer: Analysis, token: int) -> bool:
    """Return whether a quotation goes on after ``token``: a longer quotation is another value."""
    if token + 1 >= len(answer.tokens):
        return False
    opened = answer.text.count('"', 0, answer.tokens[token].end) % 2 == 1
    return opened and '"' not in answer.text[answer.tokens[token].end : answer.tokens[token + 1].start]


def _alike(word: str, wanted: str) -> bool:
    if word == wanted:
        return True
    long_enough = min(len(word), len(wanted)) >= w.FUZZY_MIN and word[0] == wanted[0]
    return long_enough and DamerauLevenshtein.normalized_similarity(word, wanted) >= w.FUZZY_CUT
