"""The bank's format as pydantic models.

Every object is frozen and refuses unknown keys. Only ids, prompts and statements are required, so a bank can start
with bare questions and grow key points, paraphrases and misconceptions later. Cross-references (a misconception that
names a key point, an example that names a misconception) are checked here, because a question that dangles cannot
be asked; matters of style are left to :mod:`interviewer.knowledge.checking`.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from interviewer.knowledge.names import did_you_mean
from interviewer.knowledge.places import Where

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""Prose of 1 to 20,000 characters, stripped."""

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""A word or short phrase of 1 to 200 characters."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""An id inside its question: lower-case words joined by hyphens, ``running-statistics``."""

QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*\.[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$")]
"""A permanent question id, ``<topic>.<name>``."""

Whole = Annotated[int, Field(strict=False)]
"""A whole number, or the text of one: a bank file's reader gives every scalar as text."""

Number = Annotated[float, Field(strict=False, allow_inf_nan=False)]
"""A finite number, or the text of one."""

Flag = Annotated[bool, Field(strict=False)]
"""True or false, or the text of either."""


Fault = tuple[Where, str]
"""What does not fit, and where, counted from the question."""


class Model(BaseModel):
    """Frozen, strict about types, closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class DanglingError(ValueError):
    """A question whose parts do not fit together.

    Attributes:
        faults: what is wrong and where, one or more.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(message for _, message in faults))
        self.faults = tuple(faults)


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
    weight: Number = Field(default=1.0, gt=0, le=10)
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
    fatal: Flag = False


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
    correct: Flag = False
    why: Text | None = None


class Expected(Model):
    """The outputs a ``predict`` question accepts; numbers match within ``tolerance`` (absolute)."""

    outputs: list[Text] = Field(min_length=1)
    tolerance: Number = Field(default=0.0, ge=0)


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
    level: Whole = Field(ge=1, le=4)
    prompt: Text
    key_points: list[KeyPoint] = Field(min_length=1)
    minutes: Number = Field(default=3.0, gt=0, le=60)
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
    def _parts_fit(self) -> Self:
        if faults := list(self._faults()):
            raise DanglingError(faults)
        return self

    def _faults(self) -> Iterator[Fault]:
        points = [point.id for point in self.key_points]
        wrong = [m.id for m in self.misconceptions]
        yield from _repeated(("key_points",), points)
        yield from _repeated(("misconceptions",), wrong)
        yield from _repeated(("options",), [option.id for option in self.options])
        for i, m in enumerate(self.misconceptions):
            if m.contradicts is not None:
                yield from _dangling("key point", points, [(("misconceptions", i, "contradicts"), m.contradicts)])
        for i, follow_up in enumerate(self.follow_ups):
            yield from _dangling("key point", [*points, "covered"], [(("follow_ups", i, "when"), follow_up.when)])
            yield from _repeated(("follow_ups", i, "key_points"), [point.id for point in follow_up.key_points])
        for i, example in enumerate(self.examples):
            place = ("examples", i)
            yield from _dangling("key point", points, _items((*place, "covers"), example.covers))
            yield from _dangling("key point", points, _items((*place, "misses"), example.misses))
            yield from _dangling("misconception", wrong, _items((*place, "misconceptions"), example.misconceptions))
        if not self.core:
            yield ("key_points",), "at least one key point must be core, or nothing makes the score"
        if self.kind is Kind.CHOOSE and sum(option.correct for option in self.options) != 1:
            yield ("options",), "a choose question needs `options`, exactly one of them correct"
        if self.kind is Kind.PREDICT and self.expected is None:
            yield ("expected",), "a predict question needs `expected.outputs`"


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


Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=28)]
"""What a skill is called, short enough for a column of a table."""


class Pack(Model):
    """Who made a bank, under which licence it may be shared, and which skills it gives practice in.

    ``skills`` holds titles by permanent id. Where there are any, the pack's questions and challenges may name no others
    than these and those of the program's own pack.
    """

    id: Name
    version: Phrase
    title: Text
    licence: Phrase
    authors: list[Phrase] = []
    skills: dict[Name, Title] = {}


def _items(where: Where, names: Iterable[str]) -> Iterator[tuple[Where, str]]:
    return (((*where, i), name) for i, name in enumerate(names))


def _repeated(where: Where, ids: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, one in enumerate(ids):
        if one in seen:
            yield (*where, i, "id"), f"{one!r} is used twice"
        seen.add(one)


def _dangling(what: str, known: Sequence[str], named: Iterable[tuple[Where, str]]) -> Iterator[Fault]:
    for where, name in named:
        if name not in known:
            yield where, f"no {what} is called {name!r}{did_you_mean(name, known)}"
