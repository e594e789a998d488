"""Candidates' own ratings of their answers, asked for before they see a grade: the difference is worth knowing."""

from interviewer.interview.coding import is_code
from interviewer.interview.events import Mode
from interviewer.interview.state import Session, State
from interviewer.progress.judgement import RATINGS

WORDS = dict(zip(RATINGS, ("missed it", "got part of it", "got most of it", "had all of it"), strict=True))
"""What each rating says."""


def to_rate(session: Session) -> tuple[int, ...]:
    """Return which questions, counted from 0, a candidate may rate now.

    Those of a mock interview that has ended, that were answered in words and not rated yet; in practice the verdict has
    been shown by then, and code has passed its cases or not.
    """
    if session.plan.mode is not Mode.INTERVIEW or session.state is not State.FINISHED:
        return ()
    return tuple(
        number
        for number, round_ in enumerate(session.rounds)
        if round_.answers and round_.rating is None and not is_code(round_.question)
    )
