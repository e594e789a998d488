"""From readings to verdicts: one status a key point, its evidence, and a sentence that names the rule that decided."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from interviewer.grading import weights as w
from interviewer.grading.calibration import Odds
from interviewer.grading.matching import Matches
from interviewer.grading.mistakes import Mistake
from interviewer.grading.question_forms import Form
from interviewer.grading.result import MisconceptionVerdict, PointVerdict, Span, Status
from interviewer.grading.reversal import Beside, Kind
from interviewer.grading.units import Analysis
from interviewer.grading.verdicts import Reading
from interviewer.grading.windows import Window
from interviewer.knowledge.models import KeyPoint, Misconception

_SHOWN = 90
"""Characters of a sentence quoted in a reason."""


class Case(NamedTuple):
    """What a verdict is given on: the answer, its matches, and the question's forms."""

    answer: Analysis
    matches: Matches
    forms: Sequence[Form]


class Judged(NamedTuple):
    """A key point with its verdict and the credit that it earns, up to 1; a contradicted one may cost."""

    point: KeyPoint
    verdict: PointVerdict
    credit: float


def judge(
    point: KeyPoint, reading: Reading, odds: Odds, case: Case, against: Sequence[tuple[Misconception, Mistake]]
) -> Judged:
    """Return the verdict on one key point; ``against`` holds the stated misconceptions that contradict it."""
    if against:
        return _mistaken(point, reading, odds, case, against)
    worst = int(reading.against.argmax())
    opposed = float(reading.against[worst])
    likely = odds.reversed >= odds.kind.contradicted and odds.reversed > odds.stated and opposed > 0.0
    nothing_said = float(reading.lexical.max()) < w.NEAR if odds.kind.blind else odds.stated < odds.kind.partial
    if likely or (opposed >= w.OPPOSED and nothing_said):
        evidence, reason = spans(case, worst), _how_reversed(case, worst, reading.nearest(worst))
        sure = _sure(max(odds.reversed, opposed), odds.kind.contradicted)
        verdict = PointVerdict(point.id, Status.CONTRADICTED, sure, evidence, reason)
        return Judged(point, verdict, odds.contradicted_credit)
    best = reading.best()
    by_idea = reading.concept[best] * w.CONCEPT >= reading.lexical[best]
    status = Status.HIT if odds.stated >= odds.kind.hit else Status.PARTIAL
    unsupported = reading.support[best] <= 0.0  # the rest of the answer alone speaks for it
    if odds.stated < odds.kind.partial or unsupported:
        status = Status.MISS
    nearest = shorten(case.forms[reading.nearest(best)].text)
    if status is Status.HIT:
        sure = _sure(odds.stated, odds.kind.hit)
        reason = "Stated: every idea of it is named close together." if by_idea else f"Stated: it says “{nearest}”."
    elif status is Status.PARTIAL:
        sure = min(_sure(odds.stated, odds.kind.partial), _sure(1.0 - odds.stated, 1.0 - odds.kind.hit))
        named = f"Partly stated: {reading.concept[best]:.0%} of its ideas are named."
        reason = named if by_idea else f"Partly stated: it goes some way towards “{nearest}”."
    else:
        sure = _sure(1.0 - odds.stated, 1.0 - odds.kind.partial)
        far = reading.support[best] < w.NEAR
        reason = "Not stated." if far else f"Not stated; the nearest it comes to is “{nearest}”."
    if sure < 0.5 + w.BORDERLINE:
        reason = f"Borderline: {reason[0].lower()}{reason[1:]}"
    evidence = () if status is Status.MISS else spans(case, best)
    verdict = PointVerdict(point.id, status, sure, evidence, reason)
    # Lone statements are so few words that likeness below the floor still tells something.
    return Judged(point, verdict, 0.0 if unsupported and point.concepts else odds.credit)


def _mistaken(
    point: KeyPoint, reading: Reading, odds: Odds, case: Case, against: Sequence[tuple[Misconception, Mistake]]
) -> Judged:
    """Return the verdict on a key point whose contrary misconception was stated.

    What is also said right, in other words elsewhere, is partly known.
    """
    wrong = tuple(sorted({span for _, mistake in against for span in spans(case, mistake.window)}))
    said = shorten(against[0][0].statement)
    if odds.stated >= odds.kind.hit:
        where = [case.matches.windows[mistake.window] for _, mistake in against]
        elsewhere = np.array([not any(_overlap(window, other) for other in where) for window in case.matches.windows])
        best = reading.best(elsewhere)
        if elsewhere[best] and reading.support[best] >= w.ALSO_RIGHT:
            evidence = tuple(sorted({*spans(case, best), *wrong}))
            reason = f"Stated, and elsewhere contradicted by the misconception “{said}”."
            return Judged(point, PointVerdict(point.id, Status.PARTIAL, 0.5, evidence, reason), w.ALSO_RIGHT_CREDIT)
    reason = f"Contradicted: it states the misconception “{said}”."
    return Judged(point, PointVerdict(point.id, Status.CONTRADICTED, 0.8, wrong, reason), -w.CONTRADICTION_COST)


def only_listed(judged: Judged) -> Judged:
    """Return the verdict on a key point whose words stand in a mere list of keywords."""
    if judged.verdict.status not in (Status.HIT, Status.PARTIAL):
        return judged
    reason = "Not stated: its words are listed, and nothing is said of them."
    return Judged(judged.point, PointVerdict(judged.point.id, Status.MISS, 0.8, (), reason), 0.0)


def judge_mistake(misconception: Misconception, mistake: Mistake, case: Case) -> MisconceptionVerdict:
    """Return the verdict on a misconception that was stated."""
    rule = "in its own telling words" if mistake.by_phrase else "more nearly than any key point"
    reason = f"It states {rule}: “{shorten(misconception.statement)}”."
    return MisconceptionVerdict(misconception.id, spans(case, mistake.window), reason)


def spans(case: Case, row: int) -> tuple[Span, ...]:
    """Return the characters of the answer that a window covers, sentence by sentence."""
    window, clauses = case.matches.windows[row], case.answer.clauses
    found: list[Span] = []
    for c in range(window.first, window.last):
        if found and clauses[c - 1].sentence == clauses[c].sentence:
            found[-1] = Span(found[-1].start, clauses[c].end)
        else:
            found.append(Span(clauses[c].start, clauses[c].end))
    return tuple(found)


@lru_cache(maxsize=4096)
def shorten(text: str) -> str:
    """Return a sentence on one line, cut at a word where it is long, without its full stop."""
    line = " ".join(text.split())
    if len(line) > _SHOWN:
        line = line[:_SHOWN].rsplit(" ", 1)[0] + "…"
    return line.removesuffix(".")


def _sure(value: float, edge: float) -> float:
    """Return the confidence 0.5..1 in a status, from how far beyond its edge the probability lies."""
    return round(0.5 + 0.5 * min(max((value - edge) / (1.0 - edge), 0.0), 1.0), 3)


def _how_reversed(case: Case, row: int, number: int) -> str:
    """Return what was said, what is right, and the words that turn one into the other."""
    window, form = case.matches.windows[row], case.forms[number]
    evidence = spans(case, row)
    said = shorten(case.answer.text[evidence[0].start : evidence[-1].end])
    stated = f"Reversed: you said “{said}”; right is “{shorten(form.text)}”"
    if case.matches.crossed[row, number]:
        return f"{stated}, of the other one of the two."
    found = Beside(case.answer, form.analysis).contrasts(window)
    if not found:
        return f"{stated}."
    first = found[0]
    word = case.answer.text[first.said.start : first.said.end]
    other = form.text[first.wanted.start : first.wanted.end]
    if first.kind is Kind.OPPOSITE:
        return f"{stated} (“{word}” stands against “{other}”)."
    return f"{stated} (“{word}” is {'' if first.said.negated else 'not '}negated)."


def _overlap(a: Window, b: Window) -> bool:
    return a.first < b.last and b.first < a.last
