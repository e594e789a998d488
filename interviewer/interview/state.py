"""Where an interview stands: plain values, changed only by :mod:`interviewer.interview.session`."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from interviewer.grading.result import Grade
from interviewer.interview.coverage import Coverage
from interviewer.interview.events import FOLLOW_UPS, Act, MoveKind, Plan
from interviewer.interview.submissions import Submission

JOIN = "\n\n"
"""Between the answers of one question when they are graded together."""


class State(StrEnum):
    """Where a session stands."""

    ASKING = "asking"
    BETWEEN = "between"
    PAUSED = "paused"
    FINISHED = "finished"


class End(StrEnum):
    """Why a question ended."""

    COVERED = "covered"
    BUDGET = "budget"
    TIME = "time"
    SKIPPED = "skipped"
    GIVEN_UP = "given_up"
    FINISHED = "finished"


class Speaker(StrEnum):
    """Who said a line."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the transcript; ``kind`` is a :class:`MoveKind` or an :class:`Act`."""

    speaker: Speaker
    kind: MoveKind | Act
    text: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One question's part of a session.

    Attributes:
        question: its id.
        opened: when it was asked, seconds since the epoch.
        coverage: what has been earned, with how much help.
        seconds: time spent on it so far, pauses left out; up to the last event.
        lines: what was said.
        grade: of everything said so far; None before the first answer.
        first: of the first answer alone: what was known unaided.
        deeper: of the answer to the deeper question, where one was asked.
        idle: how many times in a row the candidate has said that they do not know.
        end: why it ended; None while it is open.
        submissions: the code submitted to a challenge, in order.
        rating: how well the candidate thought it went, 1..4, before they saw the grade; None where they did not say.
    """

    question: str
    opened: float
    coverage: Coverage
    seconds: float = 0.0
    lines: tuple[Line, ...] = ()
    grade: Grade | None = None
    first: Grade | None = None
    deeper: Grade | None = None
    idle: int = 0
    end: End | None = None
    submissions: tuple[Submission, ...] = ()
    rating: int | None = None

    @property
    def solved(self) -> bool:
        """Whether code that was submitted has passed."""
        return any(one.result.passed for one in self.submissions)

    @property
    def answers(self) -> tuple[str, ...]:
        """The candidate's answers to the question itself, in order; the deeper question's are left out."""
        own: list[str] = []
        asked: MoveKind | Act = MoveKind.ASK
        for line in self.lines:
            if line.speaker is Speaker.INTERVIEWER:
                if line.kind in FOLLOW_UPS:
                    asked = line.kind
            elif line.kind is Act.ANSWER and asked is not MoveKind.DEEPER:
                own.append(line.text)
        return tuple(own)

    @property
    def said(self) -> tuple[str, ...]:
        """What the interviewer has said beyond the question: words that earn nothing by being repeated."""
        return tuple(
            line.text
            for line in self.lines
            if line.speaker is Speaker.INTERVIEWER and line.kind not in {MoveKind.ASK, MoveKind.REPEAT}
        )

    @property
    def pending(self) -> Line | None:
        """The follow-up that the candidate is to answer, if the last question was one."""
        for line in reversed(self.lines):
            if line.speaker is Speaker.INTERVIEWER and line.kind in FOLLOW_UPS:
                return line
            if line.speaker is Speaker.CANDIDATE and line.kind is Act.ANSWER:
                return None
        return None

    @property
    def prompted(self) -> str | None:
        """The key point whose directed prompt stands unanswered, also where a hint has been asked for since."""
        for line in reversed(self.lines):
            if line.speaker is Speaker.INTERVIEWER and line.kind is MoveKind.PROMPT:
                return line.target
            if line.speaker is Speaker.CANDIDATE and line.kind is Act.ANSWER:
                return None
        return None

    @property
    def follow_ups(self) -> tuple[Line, ...]:
        """The follow-ups that the interviewer chose to ask; hints that the candidate asked for are left out."""
        return tuple(
            line
            for before, line in pairwise(self.lines)
            if line.speaker is Speaker.INTERVIEWER and line.kind in FOLLOW_UPS and before.kind is not Act.HINT
        )

    def used(self, kind: MoveKind, target: str | None = None) -> int:
        """Return how often the interviewer has made this move at this target."""
        return sum(
            line.speaker is Speaker.INTERVIEWER and line.kind is kind and line.target == target for line in self.lines
        )


@dataclass(frozen=True, slots=True)
class Session:
    """An interview at one moment.

    Attributes:
        plan: what was settled at the start.
        rounds: one for each question asked so far; the last one may be open.
        state: where it stands.
        began: when it started, seconds since the epoch.
        last: when the last event happened, by a clock that may have been set back.
        before: the state to go back to after a pause.
    """

    plan: Plan
    rounds: tuple[Round, ...]
    state: State
    began: float
    last: float
    before: State = State.ASKING

    @property
    def round(self) -> Round:
        """The question being asked, or the last one that was."""
        return self.rounds[-1]

    @property
    def seconds(self) -> float:
        """Time spent on questions so far, pauses left out."""
        return sum(round_.seconds for round_ in self.rounds)
