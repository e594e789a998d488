"""One interview from start to debrief: hears a line, grades it, stores it, and only then answers.

Both front ends drive this object. Its methods block (a commit, a grade), so the terminal interface calls them in a
thread; calls must not overlap.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, Self

from interviewer.challenges.events import Ratios, Verdict
from interviewer.grading.result import Grade, Status
from interviewer.interview import policy, speech
from interviewer.interview.coding import PREFIX, CodeQuestion, is_code
from interviewer.interview.events import Act, Event, Move, MoveKind, Plan
from interviewer.interview.session import Lookup, advance, begin, replay
from interviewer.interview.state import JOIN, Session, State
from interviewer.interview.submissions import Result
from interviewer.knowledge.models import FollowUp, Question

LONGEST_ANSWER = 20_000
"""Characters of an answer that are kept and graded."""


class Grades(Protocol):
    """What a conductor needs of a grader; see :class:`interviewer.grading.grader.Grader`."""

    def grade(self, question: Question, answer: str, *, said: Sequence[str] = ()) -> Grade:
        """Grade an answer."""

    def grade_follow_up(
        self, question: Question, follow_up: FollowUp, answer: str, *, said: Sequence[str] = ()
    ) -> Grade:
        """Grade an answer to a deeper question."""

    def accepts(self, question: Question, point: str, answer: str) -> bool:
        """Return whether a short reply is what a key point's directed prompt asked for."""


class Log(Protocol):
    """What a conductor needs of a history; see :class:`interviewer.progress.history.History`."""

    def begin(self, session: str, at: float, plan: dict[str, Any]) -> None:
        """Store a session's plan."""

    def append(
        self, session: str, at: float, payload: dict[str, Any], *, finished: bool = False, follows: int | None = None
    ) -> int:
        """Store an event and return its number; refuse where another window has stored one since ``follows``."""

    def last(self, session: str) -> int:
        """Return the number of a session's newest event, 0 where it has none."""

    def events(self, session: str) -> list[dict[str, Any]]:
        """Return a session's events."""

    def save_draft(self, session: str, at: float, text: str) -> None:
        """Store what is being typed."""

    def draft(self, session: str) -> str:
        """Return what was being typed."""


class ResumeError(Exception):
    """A stored session no longer fits the bank; the message is one line for a person."""


class Conductor:
    """Holds a session and moves it on.

    Attributes:
        session: the interview as it stands; replaced, never changed.
    """

    def __init__(
        self, session: Session, *, lookup: Lookup, grader: Grades, log: Log, clock: Callable[[], float]
    ) -> None:
        self.session = session
        self._lookup = lookup
        self._grader = grader
        self._log = log
        self._clock = clock
        self._last = log.last(session.plan.session)

    @classmethod
    def start(
        cls, plan: Plan, *, lookup: Lookup, grader: Grades, log: Log, clock: Callable[[], float]
    ) -> tuple[Self, tuple[Move, ...]]:
        """Begin a session and ask its first question.

        Raises:
            ValueError: the plan holds no question.
            HistoryError: it could not be stored.
        """
        at = clock()
        session, moves = begin(plan, at, lookup)
        log.begin(plan.session, at, plan.to_json())
        return cls(session, lookup=lookup, grader=grader, log=log, clock=clock), moves

    @classmethod
    def resume(
        cls,
        plan: dict[str, Any],
        began: float,
        *,
        lookup: Lookup,
        grader: Grades,
        log: Log,
        clock: Callable[[], float],
    ) -> Self:
        """Bring a stored session back to where it was; the time since its last event does not count.

        Raises:
            ResumeError: the bank has changed so that the session cannot go on.
            HistoryError: that it goes on could not be stored.
        """
        session = recall(plan, began, log.events(str(plan.get("session"))), lookup)
        conductor = cls(session, lookup=lookup, grader=grader, log=log, clock=clock)
        if session.state is not State.FINISHED:
            conductor.act(Act.RESUME)
        return conductor

    @property
    def question(self) -> Question:
        """The question being asked, or the last one that was."""
        return self._lookup(self.session.round.question)

    @property
    def coding(self) -> bool:
        """Whether code is wanted now: a challenge is open and not solved yet."""
        round_ = self.session.round
        return self.session.state is State.ASKING and is_code(round_.question) and not round_.solved

    @property
    def finished(self) -> bool:
        """Whether the session has ended."""
        return self.session.state is State.FINISHED

    def submit(self, text: str) -> tuple[Move, ...]:
        """Hear a typed line, which may be an answer or a request ("hint", "skip", "I don't know").

        Raises:
            HistoryError: it could not be stored; the session has not moved.
        """
        text = text[:LONGEST_ANSWER]
        if self.coding:
            act, words = speech.interpret(text)
            return self.act(Act.CLARIFY if act is Act.ANSWER else act, words)
        if policy.asks_for(self.session.round, self.question, text):
            return self.act(Act.ANSWER, text)
        act, words = speech.interpret(text)
        if act is Act.CLARIFY and text.rstrip().endswith("?") and self._says_something(text):
            return self.act(Act.ANSWER, text)
        return self.act(act, words)

    def act(self, act: Act, text: str = "") -> tuple[Move, ...]:
        """Hear one act of the candidate; an empty answer is passed over, and leaving is a pause.

        Raises:
            HistoryError: it could not be stored; the session has not moved.
        """
        if act is Act.LEAVE:
            act = Act.PAUSE
        if act is Act.ANSWER and self.coding:
            act = Act.CLARIFY
        if act is Act.ANSWER and (not text.strip() or self.session.state is not State.ASKING):
            return ()
        event = self._graded(text) if act is Act.ANSWER else Event(act, self._clock(), text)
        after, moves = advance(self.session, event, self._lookup)
        self._store(event, after)
        return moves

    def code(self, text: str, verdict: Verdict) -> tuple[Move, ...]:
        """Take in code and what the judge said of it; passed over where no challenge is open.

        Raises:
            HistoryError: it could not be stored; the session has not moved.
        """
        question = self.question
        if not self.coding or not isinstance(question, CodeQuestion):
            return ()
        result = Result.of_verdict(verdict)
        event = Event(Act.CODE, self._clock(), text, challenge=question.challenge.id, result=result)
        after, moves = advance(self.session, event, self._lookup)
        self._store(event, after)
        return moves

    def measured(self, ratios: Ratios) -> None:
        """Keep what was measured after a pass, for the challenge solved last.

        Raises:
            HistoryError: it could not be stored.
        """
        solved = next((r for r in reversed(self.session.rounds) if r.solved), None)
        if solved is None:
            return
        result = solved.submissions[-1].result.measured(ratios)
        challenge = solved.question.removeprefix(PREFIX)
        event = Event(Act.MEASURED, self._clock(), challenge=challenge, result=result)
        after, _ = advance(self.session, event, self._lookup)
        self._store(event, after)

    def overrule(self, number: int, point: str) -> None:
        """Turn the verdict on a key point over, or back; ``number`` counts the session's questions from 0.

        Raises:
            KeyError: the question has no such key point.
            HistoryError: it could not be stored; the session has not changed.
        """
        event = Event(Act.OVERRULE, self._clock(), overrules=(number, point))
        after, _ = advance(self.session, event, self._lookup)
        self._store(event, after)

    def rate(self, number: int, rating: int) -> None:
        """Keep how well the candidate thinks a question went, 1..4; ``number`` counts the questions from 0.

        Raises:
            HistoryError: it could not be stored; the session has not changed.
        """
        event = Event(Act.RATE, self._clock(), rates=(number, rating))
        after, _ = advance(self.session, event, self._lookup)
        self._store(event, after)

    def save_draft(self, text: str) -> None:
        """Store what is being typed.

        Raises:
            HistoryError: it could not be stored.
        """
        self._log.save_draft(self.session.plan.session, self._clock(), text)

    def draft(self) -> str:
        """Return what was being typed when the session was last left."""
        return self._log.draft(self.session.plan.session)

    def _store(self, event: Event, after: Session) -> None:
        ends = after.state is State.FINISHED and self.session.state is not State.FINISHED
        self._last = self._log.append(
            self.session.plan.session, event.at, event.to_json(), finished=ends, follows=self._last
        )
        self.session = after

    def _says_something(self, text: str) -> bool:
        """Return whether a question back states a key point, as an answer given as a question does."""
        if self.session.state is not State.ASKING:
            return False
        grade = self._grader.grade(self.question, text, said=self.session.round.said)
        return any(verdict.status is Status.HIT for verdict in grade.points)

    def _graded(self, text: str) -> Event:
        """Grade an answer with everything said on the question before it, and by itself."""
        round_, question = self.session.round, self.question
        pending, said = round_.pending, round_.said
        if pending is not None and pending.kind is MoveKind.DEEPER:
            follow_up = policy.deeper_question(question, pending.target)
            grade = self._grader.grade_follow_up(question, follow_up, text, said=said)
            return Event(Act.ANSWER, self._clock(), text, grade)
        whole = pooled([*round_.answers, text])
        grade = self._grader.grade(question, whole, said=said)
        turn = self._grader.grade(question, text, said=said) if round_.answers else None
        prompted = round_.prompted
        accepted = prompted is not None and self._grader.accepts(question, prompted, text)
        return Event(Act.ANSWER, self._clock(), text, grade, turn, accepted)


def recall(plan: dict[str, Any], began: float, events: Sequence[dict[str, Any]], lookup: Lookup) -> Session:
    """Return a stored session as it was left.

    Raises:
        ResumeError: the bank has changed so that the events no longer fit it.
    """
    try:
        return replay(Plan.from_json(plan), began, map(Event.from_json, events), lookup)
    except (LookupError, ValueError) as error:
        raise ResumeError(f"this session's questions have changed since, or a part of it was lost ({error})") from None


def pooled(answers: Sequence[str]) -> str:
    """Return the answers to one question as the one text that is graded, which evidence points into."""
    return JOIN.join(answers)
