"""From a session's events to the outcomes that progress is reckoned from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from interviewer.grading.result import Status
from interviewer.interview.coding import CodeQuestion
from interviewer.interview.conductor import ResumeError, recall
from interviewer.interview.debrief import report
from interviewer.interview.reviewing import PointQuestion
from interviewer.interview.scoring import counts
from interviewer.interview.session import Lookup
from interviewer.interview.state import Round, Session
from interviewer.knowledge.models import Question
from interviewer.progress.history import History
from interviewer.progress.outcomes import MistakeOutcome, Outcome, PointOutcome, learn, pending, put


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What came of reckoning.

    Attributes:
        sessions: how many were reckoned.
        left_out: how many could not be, because the bank has lost a question; they are tried again when they go on.
    """

    sessions: int
    left_out: int


def catch_up(
    history: History,
    lookup: Lookup,
    progress: Callable[[int, int], None] | None = None,
    *,
    sessions: Mapping[str, int] | None = None,
) -> CaughtUp:
    """Reckon every session that has gone on since it was reckoned last.

    Args:
        history: where events are read from and outcomes stored.
        lookup: finds a question by its id.
        progress: called with the number of sessions done and of all that there are to do.
        sessions: the first of what :func:`~interviewer.progress.outcomes.pending` gave; None for all of it.

    Raises:
        HistoryError: the history cannot be used.
    """
    waiting = pending(history) if sessions is None else sessions
    left_out = 0
    for number, (name, newest) in enumerate(waiting.items(), 1):
        made = _reckoned(history, name, lookup)
        left_out += made is None
        put(history, name, newest, made or ())
        if progress is not None:
            progress(number, len(waiting))
    learn(history)
    return CaughtUp(len(waiting) - left_out, left_out)


def _reckoned(history: History, session: str, lookup: Lookup) -> tuple[Outcome, ...] | None:
    """Return the outcomes of a stored session; None where it no longer fits the bank, or is damaged."""
    stored = history.session(session)
    try:
        return outcomes(recall(stored.plan, stored.began, history.events(session), lookup), lookup) if stored else None
    except (ResumeError, KeyError, TypeError):
        return None


def outcomes(session: Session, lookup: Lookup) -> tuple[Outcome, ...]:
    """Return the outcome of every question that has ended and counts."""
    made = []
    for number, round_ in enumerate(session.rounds):
        if round_.end is not None and counts(round_):
            made.append(_outcome(number, round_, lookup(round_.question)))
    return tuple(made)


def _outcome(number: int, round_: Round, question: Question) -> Outcome:
    made = report(round_, question)
    at = round_.opened + round_.seconds
    last = round_.submissions[-1].result if round_.submissions else None
    return Outcome(
        number=number,
        question=question.of if isinstance(question, PointQuestion) else question.id,
        topic=question.topic,
        level=question.level,
        at=at,
        day=datetime.fromtimestamp(at).astimezone().date().isoformat(),
        seconds=round_.seconds,
        minutes=question.minutes,
        score=made.score.final,
        unaided=made.score.unaided,
        points=tuple(
            # The candidate's own word counts as a hit.
            PointOutcome(
                point.point.id,
                str(Status.HIT if point.overruled else point.status),
                round_.coverage.point(point.point.id).earned,
            )
            for point in made.points
            if point.core
        ),
        mistakes=tuple(MistakeOutcome(mistake.id, mistake.repaired) for mistake in made.mistakes),
        review=isinstance(question, PointQuestion),
        solved=round_.solved if isinstance(question, CodeQuestion) else None,
        ratio=last.time if last is not None and last.passed else None,
        rating=round_.rating,
        skills=tuple(question.skills),
    )
