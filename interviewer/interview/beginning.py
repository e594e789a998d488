"""From a candidate's wishes to the plan of a session: of what is chosen, or of what is due."""

from interviewer.interview.events import Plan
from interviewer.interview.library import Library
from interviewer.interview.planning import NothingDueError, NothingToAskError, Wishes, make_plan
from interviewer.interview.recording import catch_up
from interviewer.interview.reviewing import review_plan
from interviewer.interview.selection import choose
from interviewer.progress.days import local_day
from interviewer.progress.history import History
from interviewer.progress.load import most_a_day, reviewed_on
from interviewer.progress.statistics import due_points
from interviewer.text import counted

REVIEW_POINTS = 10
"""Key points of a review whose length is not said: some ten minutes."""


def settle(library: Library, history: History, wishes: Wishes, *, at: float, seed: int) -> Plan:
    """Return the plan of a new session.

    Args:
        library: what can be asked.
        history: what was asked before, and what is due.
        wishes: what the session should be.
        at: now, seconds since the epoch.
        seed: decides the choice of questions and words.

    Raises:
        NothingDueError: it should be a review, and nothing is due, or no more for today.
        NothingToAskError: no question fits the wishes.
        HistoryError: the history cannot be used.
    """
    if not wishes.review:
        past = [stored.plan for stored in history.sessions()]
        code = library.code if wishes.challenges else ()
        try:
            return make_plan(library.bank.summaries, wishes, at=at, seed=seed, code=code, past=past)
        except NothingToAskError as nothing:
            if wishes.challenges or not wishes.skills:
                raise
            every = len(library.code)
            there = choose(library.code, seed=seed, topics=wishes.topics, skills=wishes.skills, questions=every)
            if not there:
                raise
            raise NothingToAskError(f"{nothing}; --code asks one of {counted(len(there), 'code challenge')}") from None
    catch_up(history, library.question)
    due = [found for topic in wishes.topics or (None,) for found in due_points(history, at, topic)]
    most, limit = wishes.questions or REVIEW_POINTS, most_a_day(history)
    if due and limit is not None and not wishes.beyond:
        left = limit - reviewed_on(history, local_day(at))
        if left <= 0:
            raise NothingDueError(
                f"your limit of {limit} reviews a day is reached; what is due ({len(due)}) waits for tomorrow"
            )
        most = min(most, left)
    plan = review_plan(due, library.question, at=at, seed=seed, most=most)
    if plan is None:
        raise NothingDueError("nothing is due: what you know rests")
    return plan
