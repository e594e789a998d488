"""The bank's format as pydantic models.

Every object is frozen and refuses unknown keys. Only ids, prompts and statements are required, so a bank can start
with bare questions and grow key points, paraphrases and misconceptions later. Cross-references (a misconception that
names a key point, an example that names a misconception) are checked here, because a question that dangles cannot
be asked; matters of style are left to :mod:`interviewer.knowledge.checking`.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""Prose of 1 to 20,000 characters, stripped."""

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""A word or short phrase of 1 to 200 characters."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""An id inside its question: lower-case words joined by hyphens, ``running-statistics``."""

QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*\.[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$")]
"""A permanent question id, ``<topic>.<name>``."""


class Model(BaseModel):
    """Frozen, strict about types, closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Kind(StrEnum):
    """What a question asks the candidate to do."""

    EXPLAIN = "explain"
    CHOOSE = "choose"
    PREDICT = "predict"
    DEBUG = "debug"


class Tier(StrEnum):
    """``core`` key points make the score; ``bonus`` ones add a line of praise and never enter the denominator."""

    CORE = "core"
    BONUS = "bonus"


class DirectedPrompt(Model):
    """A question whose answer is a word or two, asked when a hint was not enough."""

    ask: Text
    accept: list[Phrase] = Field(min_length=1)


class KeyPoint(Model):
    """One proposition a good answer states.

    ``concepts`` is a list of groups; a group is a list of words or phrases any of which will do, and the proposition
    needs every group.
    """

    id: Name
    statement: Text
    tier: Annotated[Tier, Field(strict=False)] = Tier.CORE
    weight: float = Field(default=1.0, gt=0, le=10, strict=False)
    concepts: list[Annotated[list[Phrase], Field(min_length=1)]] = []
    paraphrases: list[Text] = []
    hints: list[Text] = []
    prompt: DirectedPrompt | None = None


class Misconception(Model):
    """A false proposition that real candidates hold.

    ``probe`` is a question that lets the candidate find the fault; ``fatal`` caps the question's score.
    """

    id: Name
    statement: Text
    concepts: list[Annotated[list[Phrase], Field(min_length=1)]] = []
    paraphrases: list[Text] = []
    contradicts: Name | None = None
    probe: Text | None = None
    correction: Text | None = None
    fatal: bool = False


class FollowUp(Model):
    """A deeper question, asked when everything is covered or when the key point named by ``when`` is."""

    when: Name = "covered"
    ask: Text
    key_points: list[KeyPoint] = []


class Clarification(Model):
    """What the interviewer answers when the candidate asks about any of the words in ``ask``."""

    ask: list[Phrase] = Field(min_length=1)
    answer: Text


class Option(Model):
    """One choice of a ``choose`` question; ``why`` says what makes it right or wrong."""

    id: Name
    text: Text
    correct: bool = False
    why: Text | None = None


class Expected(Model):
    """The outputs a ``predict`` question accepts; numbers match within ``tolerance`` (absolute)."""

    outputs: list[Text] = Field(min_length=1)
    tolerance: float = Field(default=0.0, ge=0, strict=False)


class Example(Model):
    """An author's labelled answer, run as a test of the bank by ``interviewer bank test``."""

    text: Annotated[str, StringConstraints(max_length=20_000)]
    covers: list[Name] = []
    misses: list[Name] = []
    misconceptions: list[Name] = []


class Question(Model):
    """A question with all that is needed to ask it, grade it and follow it up."""

    id: QuestionId
    kind: Annotated[Kind, Field(strict=False)]
    level: int = Field(ge=1, le=4)
    prompt: Text
    key_points: list[KeyPoint] = Field(min_length=1)
    minutes: float = Field(default=3.0, gt=0, le=60, strict=False)
    code: str | None = Field(default=None, max_length=20_000)
    options: list[Option] = []
    expected: Expected | None = None
    misconceptions: list[Misconception] = []
    clarifications: list[Clarification] = []
    follow_ups: list[FollowUp] = []
    model_answer: Text | None = None
    skills: list[Phrase] = []
    prerequisites: list[QuestionId] = []
    sources: list[Phrase] = []
    examples: list[Example] = []

    @property
    def topic(self) -> str:
        """The id's part before the first dot."""
        return self.id.partition(".")[0]

    @property
    def core(self) -> tuple[KeyPoint, ...]:
        """The key points that make the score."""
        return tuple(point for point in self.key_points if point.tier is Tier.CORE)

    @model_validator(mode="after")
    def _references_hold(self) -> Self:
        points = _unique("key point", (point.id for point in self.key_points))
        wrong = _unique("misconception", (m.id for m in self.misconceptions))
        _unique("option", (option.id for option in self.options))
        for m in self.misconceptions:
            _known("misconceptions.contradicts", [m.contradicts] if m.contradicts else [], points)
        for follow_up in self.follow_ups:
            _known("follow_ups.when", [follow_up.when], points | {"covered"})
            _unique("follow-up key point", (point.id for point in follow_up.key_points))
        for example in self.examples:
            _known("examples.covers", example.covers, points)
            _known("examples.misses", example.misses, points)
            _known("examples.misconceptions", example.misconceptions, wrong)
        if not self.core:
            raise ValueError("at least one key point must be core, or nothing makes the score")
        if self.kind is Kind.CHOOSE and sum(option.correct for option in self.options) != 1:
            raise ValueError("a choose question needs `options`, exactly one of them correct")
        if self.kind is Kind.PREDICT and self.expected is None:
            raise ValueError("a predict question needs `expected.outputs`")
        return self


class Topic(Model):
    """One topic file."""

    topic: Name
    title: Text
    summary: Text | None = None
    questions: list[Question] = []


class Glossary(Model):
    """Words of the field that mean the same, or the opposite.

    ``same`` holds groups of interchangeable words, abbreviations and phrases (``[batch norm, batchnorm, bn]``);
    ``opposite`` holds pairs of groups, ``[[increase, grow], [decrease, shrink]]``.
    """

    same: list[Annotated[list[Phrase], Field(min_length=2)]] = []
    opposite: list[Annotated[list[list[Phrase]], Field(min_length=2, max_length=2)]] = []


class Pack(Model):
    """Who made a bank, and under which licence it may be shared."""

    id: Name
    version: Phrase
    title: Text
    licence: Phrase
    authors: list[Phrase] = []


def _unique(what: str, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ValueError(f"{what} id {one!r} is used twice")
        seen.add(one)
    return seen


def _known(field: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"{field} names {name!r}, which is not one of {', '.join(sorted(known)) or 'none'}")
