"""What can happen in an interview, and what the interviewer can do about it.

Events are the only thing that is stored: a session is what :func:`interviewer.interview.session.advance` makes of
them. They carry the grades that were given, so that a replay is exact whatever grader is installed later.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from interviewer.grading.result import Grade
from interviewer.interview.submissions import Result


class Mode(StrEnum):
    """``practice`` shows the verdict after each question; ``interview`` keeps everything for the debrief."""

    INTERVIEW = "interview"
    PRACTICE = "practice"


class Act(StrEnum):
    """What a candidate does."""

    ANSWER = "answer"
    CODE = "code"
    MEASURED = "measured"
    HINT = "hint"
    SKIP = "skip"
    REPEAT = "repeat"
    CLARIFY = "clarify"
    DONT_KNOW = "dont_know"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    FINISH = "finish"
    OVERRULE = "overrule"
    RATE = "rate"
    HELP = "help"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Plan:
    """What was settled before the first question.

    Attributes:
        session: the session's id.
        questions: ids of the questions, in the order they will be asked.
        mode: when verdicts are shown.
        minutes: the session's length; None where the number of questions decides. No question is asked after it.
        seed: decides every choice of words.
    """

    session: str
    questions: tuple[str, ...]
    mode: Mode = Mode.INTERVIEW
    minutes: float | None = None
    seed: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the plan as JSON-ready values."""
        return {
            "session": self.session,
            "questions": list(self.questions),
            "mode": str(self.mode),
            "minutes": self.minutes,
            "seed": self.seed,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Build a plan from what :meth:`to_json` gave."""
        return cls(data["session"], tuple(data["questions"]), Mode(data["mode"]), data["minutes"], data["seed"])


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a candidate did.

    Attributes:
        act: what it was.
        at: when, in seconds since the epoch (UTC).
        text: the words, as typed; empty for a key.
        grade: of all that the candidate has said on this question, joined
            by blank lines; None for acts other than answers. An answer to a deeper question is graded by itself.
        turn: the grade of ``text`` by itself, where it is a second or later answer.
        accepted: whether ``text`` is what the interviewer's directed prompt asked for.
        overrules: the question (counted from 0) and key point whose verdict the candidate turns over, or turns back.
        rates: the question (counted from 0) and how well the candidate thinks it went before they see a grade, 1..4.
        challenge: the id of the challenge that ``text`` is code for; empty for anything but code.
        result: what came of that code; for :attr:`Act.MEASURED`, with what was measured after the pass.
    """

    act: Act
    at: float
    text: str = ""
    grade: Grade | None = None
    turn: Grade | None = None
    accepted: bool = False
    overrules: tuple[int, str] | None = None
    rates: tuple[int, int] | None = None
    challenge: str = ""
    result: Result | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the event as JSON-ready values, without what is empty."""
        data: dict[str, Any] = {"act": str(self.act), "at": self.at}
        if self.text:
            data["text"] = self.text
        if self.grade is not None:
            data["grade"] = self.grade.to_json()
        if self.turn is not None:
            data["turn"] = self.turn.to_json()
        if self.accepted:
            data["accepted"] = True
        if self.overrules is not None:
            data["overrules"] = list(self.overrules)
        if self.rates is not None:
            data["rates"] = list(self.rates)
        if self.challenge:
            data["challenge"] = self.challenge
        if self.result is not None:
            data["result"] = self.result.to_json()
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Build an event from what :meth:`to_json` gave."""
        grade, turn, overrules = data.get("grade"), data.get("turn"), data.get("overrules")
        rates, result = data.get("rates"), data.get("result")
        return cls(
            Act(data["act"]),
            data["at"],
            data.get("text", ""),
            Grade.from_json(grade) if grade else None,
            Grade.from_json(turn) if turn else None,
            data.get("accepted", False),
            (overrules[0], overrules[1]) if overrules else None,
            (rates[0], rates[1]) if rates else None,
            data.get("challenge", ""),
            Result.from_json(result) if result else None,
        )


class MoveKind(StrEnum):
    """What the interviewer does next."""

    ASK = "ask"
    PUMP = "pump"
    HINT = "hint"
    PROMPT = "prompt"
    PROBE = "probe"
    DEEPER = "deeper"
    REPEAT = "repeat"
    CLARIFY = "clarify"
    NOTE = "note"
    CLOSE = "close"
    DEBRIEF = "debrief"


FOLLOW_UPS = frozenset({MoveKind.PUMP, MoveKind.HINT, MoveKind.PROMPT, MoveKind.PROBE, MoveKind.DEEPER})
"""Moves that ask for another answer on the same question."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that the interviewer says or does.

    Attributes:
        kind: what it is.
        text: the words.
        target: the key point, misconception or question it is about.
    """

    kind: MoveKind
    text: str
    target: str | None = None
