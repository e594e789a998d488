"""Which misconceptions an answer states: by statement, not by vocabulary.

Right and wrong statements about one thing share most of their words. So a misconception counts where its own telling
phrases stand in order and close together, or where its sentence is said with the words that no right form has, and
only where it fits the same words better than any key point does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import DamerauLevenshtein

from interviewer.grading import weights as w
from interviewer.grading.matching import Matcher, Matches
from interviewer.grading.question_forms import Array, Phrase, Target
from interviewer.grading.units import Analysis
from interviewer.grading.verdicts import Reading
from interviewer.grading.windows import Window
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


def stated(matcher: Matcher, heard: Heard, points: Sequence[Reading], mistakes: Sequence[Reading]) -> list[Mistake]:
    """Return the misconceptions that the answer states."""
    if not mistakes:
        return []
    answer, matches, unasserted = heard
    spoken = _spoken(answer)
    rival = np.max([np.maximum(reading.lexical, w.RIVAL_CONCEPT * reading.support) for reading in points], axis=0)
    found = []
    for number, (target, reading) in enumerate(zip(matcher.mistakes, mistakes, strict=True)):
        open_ = ~unasserted & (reading.lexical >= rival - w.PHRASE_LEAD)
        rows = [int(i) for i in np.flatnonzero(open_ & (_groups_said(target, matches) >= w.PHRASE_WORD))]
        row = next((i for i in rows if _phrased(matcher, spoken, matches.windows[i], target)), -1)
        if row >= 0:
            found.append(Mistake(number, row, by_phrase=True))
            continue
        forms = slice(target.forms.start, target.forms.stop)
        telling = matches.telling[:, forms] >= w.TELLING
        told = np.where(telling, reading.straight, 0.0).max(axis=1)
        repeated = np.where(telling, matches.agree[:, forms], 0.0).max(axis=1)
        beats = ~unasserted & (reading.lexical >= rival + w.MISTAKE_MARGIN)
        # A single sign is not enough: either the phrases' words are there too, or the sentence is all but repeated.
        backed = (reading.concept >= w.MISTAKE_CONCEPT) | (repeated >= w.MISTAKE_REPEATED)
        by_text = np.where(beats & backed, told, 0.0)
        row = int(by_text.argmax())
        if by_text[row] >= w.MISTAKE:
            found.append(Mistake(number, row, by_phrase=False))
    return found


def _groups_said(target: Target, matches: Matches) -> Array:
    if not len(target.groups):
        return np.zeros(len(matches.windows))
    return np.asarray(matches.groups[:, target.groups.start : target.groups.stop].min(axis=1))


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


def _spoken(answer: Analysis) -> list[Spoken]:
    found = []
    for clause in answer.clauses:
        kept = [i for i in range(clause.first, clause.last) if answer.tokens[i].text not in ARTICLES]
        stems = [answer.tokens[i].stem for i in kept]
        by_letter: dict[str, list[int]] = {}
        for k, word in enumerate(stems):
            by_letter.setdefault(word[:1], []).append(k)
        found.append(Spoken(answer, kept, stems, by_letter))
    return found


def _phrased(matcher: Matcher, spoken: Sequence[Spoken], window: Window, target: Target) -> bool:
    """Return whether every group has a phrase that stands word for word, in order, in one clause of the window."""
    if window.last - window.first > w.PHRASE_CLAUSES:
        return False
    clauses = spoken[window.first : window.last]
    return all(any(_stands(phrase, said) for phrase in matcher.group(g) for said in clauses) for g in target.groups)


def _stands(phrase: Phrase, said: Spoken) -> bool:
    head, *tail = phrase.stems or ("",)
    last = len(said.stems) - len(tail)
    starts = [k for k in said.by_letter.get(head[:1], ()) if k < last and _alike(said.stems[k], head)]
    for start in starts:
        # What stands between the parts of a value changes it: sqrt(2/n) is not 2/n.
        gap = 1 if any(c.isdigit() for part in phrase.stems for c in part) else w.PHRASE_GAP
        at = start + 1
        for wanted in tail:
            reach = range(at, min(len(said.stems), at + gap))
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
