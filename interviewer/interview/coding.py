"""Code challenges as questions of a session."""

from dataclasses import dataclass

from interviewer.interview.submissions import SOLVES
from interviewer.knowledge.challenges import Challenge
from interviewer.knowledge.models import KeyPoint, Kind, Question

PREFIX = "challenge."
"""How the id of a challenge begins where it is a question; no topic may have that name."""


class CodeQuestion(Question):
    """A challenge as a question; ``challenge`` is where the rest of it lies."""

    challenge: Challenge

    @property
    def topic(self) -> str:
        """The topic that the challenge belongs to."""
        return self.challenge.topic


@dataclass(frozen=True, slots=True)
class CodeSummary:
    """What choosing a session's questions needs to know of a challenge."""

    id: str
    topic: str
    level: int
    minutes: float
    skills: tuple[str, ...]


def summary_of(challenge: Challenge) -> CodeSummary:
    """Return what choosing needs to know of a challenge."""
    return CodeSummary(
        f"{PREFIX}{challenge.id}", challenge.topic, challenge.level, challenge.minutes, tuple(challenge.skills)
    )


def is_code(question_id: str) -> bool:
    """Return whether the question of that id is a challenge."""
    return question_id.startswith(PREFIX)


def question_of(challenge: Challenge) -> CodeQuestion:
    """Return a challenge as a question: hints cost as they do elsewhere, and its follow-ups come after a pass."""
    return CodeQuestion(
        id=f"{PREFIX}{challenge.id}",
        kind=Kind.EXPLAIN,
        level=challenge.level,
        minutes=min(challenge.minutes, 60),
        prompt=f"**{challenge.title}**\n\n{challenge.statement}",
        key_points=[KeyPoint(id=SOLVES, statement="The code passes every case.", hints=challenge.hints)],
        follow_ups=challenge.follow_ups,
        skills=challenge.skills,
        sources=challenge.sources,
        challenge=challenge,
    )
