"""The score of one question after help, and of a whole session."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from interviewer.grading.result import Status
from interviewer.interview.coverage import WORTH
from interviewer.interview.events import Act, MoveKind
from interviewer.interview.state import End, Round
from interviewer.knowledge.models import Question, Tier

REPAIR = 0.1
"""What setting a misconception right gives back."""


@dataclass(frozen=True, slots=True)
class Score:
    """A question's score.

    Attributes:
        final: 0..1 with help counted, what the session's score is made of.
        unaided: 0..1, of the first answer alone, without the key points that help came before; None where there was
            no answer.
        bonus: ids of the bonus key points that were covered; praised, never counted.
    """

    final: float
    unaided: float | None
    bonus: tuple[str, ...]


def question_score(round_: Round, question: Question) -> Score:
    """Score one question.

    The grader's score of everything that was said is lowered by the credit that help cost, and raised by what a
    directed prompt brought out, a repaired misconception gave back or the candidate insists on having said.
    """
    coverage = round_.coverage
    bonus = tuple(
        point.id
        for point in question.key_points
        if point.tier is Tier.BONUS
        and (coverage.point(point.id).status is Status.HIT or coverage.point(point.id).overruled)
    )
    total = sum(point.weight for point in question.core)
    final = 0.0 if round_.grade is None else round_.grade.score
    for point in question.core:
        graded = 0.0 if round_.grade is None else WORTH[round_.grade.point(point.id).status]
        final += point.weight * (coverage.point(point.id).earned - graded) / total
    if round_.grade is not None:
        still = {m.id for m in round_.grade.misconceptions}
        righted = {m.id for m in question.misconceptions if m.contradicts and coverage.point(m.contradicts).overruled}
        final += REPAIR * sum(m.id in still and (m.repaired or m.id in righted) for m in coverage.mistakes)
    final = round(min(max(final, 0.0), 1.0), 3)
    return Score(final, _unaided(round_, question), bonus)


def _unaided(round_: Round, question: Question) -> float | None:
    first = round_.first
    if first is None:
        return None
    before = takewhile(lambda line: line.kind is not Act.ANSWER, round_.lines)
    helped = {line.target for line in before if line.kind in (MoveKind.HINT, MoveKind.PROMPT)}
    told = sum(point.weight * WORTH[first.point(point.id).status] for point in question.core if point.id in helped)
    return round(max(first.score - told / sum(point.weight for point in question.core), 0.0), 3)


def counts(round_: Round) -> bool:
    """Return whether a question enters the session's score: one left unanswered when the session stopped does not."""
    return not (round_.end in {End.FINISHED, None} and round_.first is None)


def session_score(scored: Iterable[tuple[Round, Score]]) -> float | None:
    """Return the mean score 0..1 of the questions that count; None where none does."""
    finals = [score.final for round_, score in scored if counts(round_)]
    return round(sum(finals) / len(finals), 3) if finals else None
