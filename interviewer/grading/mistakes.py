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
from interviewer.grading.matching import Array, Matcher, Matches, Phrase, Target
from interviewer.grading.units import Analysis
from interviewer.grading.verdicts import Reading
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
    rival = np.max([np.maximum(reading.lexical, w.RIVAL_CONCEPT * reading.support) for reading in points], axis=0)
    found = []
    for number, (target, reading) in enumerate(zip(matcher.mistakes, mistakes, strict=True)):
        open_ = ~unasserted & (reading.lexical >= rival - w.PHRASE_LEAD)
        rows = [int(i) for i in np.flatnonzero(open_ & (_groups_said(target, matches) >= w.PHRASE_WORD))]
        row = next((i for i in rows if _phrased(matcher, answer, matches, target, i)), -1)
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


def _phrased(matcher: Matcher, answer: Analysis, matches: Matches, target: Target, row: int) -> bool:
    """Return whether every group has a phrase that stands word for word, in order, in one clause of the window."""
    window = matches.windows[row]
    if window.last - window.first > w.PHRASE_CLAUSES:
        return False
    clauses = [
        [i for i in range(clause.first, clause.last) if answer.tokens[i].text not in ARTICLES]
        for clause in answer.clauses[window.first : window.last]
    ]
    return all(
        any(_stands(phrase, answer, said) for phrase in matcher.group(g) for said in clauses) for g in target.groups
    )


def _stands(phrase: Phrase, answer: Analysis, said: Sequence[int]) -> bool:
    if not phrase.stems:
        return False
    head, *tail = phrase.stems
    words = [answer.tokens[i].stem for i in said[: len(said) - len(tail)]] if len(said) > len(tail) else []
    starts = [k for k, word in enumerate(words) if word[:1] == head[:1] and _alike(word, head)]
    for start in starts:
        # What stands between the parts of a value changes it: sqrt(2/n) is not 2/n.
        gap = 1 if any(c.isdigit() for part in phrase.stems for c in part) else w.PHRASE_GAP
        at = start + 1
        for wanted in tail:
            reach = range(at, min(len(said), at + gap))
            at = next((i for i in reach if _alike(answer.tokens[said[i]].stem, wanted)), -1) + 1
            if not at:
                break
        else:
            if answer.parity[said[at - 1]] == phrase.turned and not _quoted_on(answer, said[at - 1]):
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
