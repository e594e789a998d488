"""Code challenges as questions of a session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from interviewer.interview.submissions import SOLVES
from interviewer.knowledge.bank import Bank
from interviewer.knowledge.challenges import Challenge, Challenges
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


@dataclass(frozen=True, eq=False)
class Library:
    """Everything that can be asked: the bank's questions, and code challenges, which are read when first wanted.

    Attributes:
        bank: the questions.
        read: reads the challenges.
    """

    bank: Bank
    read: Callable[[], Challenges]

    @cached_property
    def challenges(self) -> Challenges:
        """The code challenges."""
        return self.read()

    @cached_property
    def code(self) -> tuple[CodeSummary, ...]:
        """What choosing needs to know of each challenge."""
        return tuple(
            CodeSummary(f"{PREFIX}{one.id}", one.challenge.topic, one.challenge.level, one.challenge.minutes)
            for one in self.challenges
        )

    def question(self, question_id: str) -> Question:
        """Return a question of the bank, or a challenge as one.

        Raises:
            LookupError: there is none of that id; the message names the nearest one.
        """
        if not is_code(question_id):
            return self.bank.question(question_id)
        return self._coded(question_id)

    @cached_property
    def _coded(self) -> Callable[[str], CodeQuestion]:
        return cache(lambda question_id: question_of(self.challenges.find(question_id.removeprefix(PREFIX)).challenge))
