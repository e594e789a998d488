"""The bank as a value: a light index of every question, and the questions themselves, parsed when first asked for.

Nothing here imports pydantic until a question or the glossary is needed, so that listing ten thousand questions and
opening the interface cost neither the import nor the parsing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from interviewer.knowledge.names import did_you_mean
from interviewer.knowledge.places import Place
from interviewer.knowledge.problems import Problem

if TYPE_CHECKING:
    from interviewer.knowledge.models import Glossary, Pack, Question


class UnknownQuestionError(LookupError):
    """The bank has no question of that id; the message names the nearest one."""


class TopicInfo(NamedTuple):
    """A topic that has questions: its id, title and a sentence or two, which may be empty."""

    id: str
    title: str
    summary: str


class Summary(NamedTuple):
    """What the index tells of a question without parsing it.

    Attributes:
        id: the permanent id, ``<topic>.<name>``.
        topic: the id's part before the first dot.
        kind: ``explain``, ``choose``, ``predict`` or ``debug``.
        level: 1 warm-up, 2 core, 3 senior, 4 expert.
        minutes: how long an answer takes.
        title: the prompt's first line, at most 200 characters.
        skills: what it is practice in, by id where the pack declares its skills.
        sources: where the question comes from.
        place: where it stands.
    """

    id: str
    topic: str
    kind: str
    level: int
    minutes: float
    title: str
    skills: tuple[str, ...]
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True, eq=False)
class Bank:
    """Every question that loaded, in a stable order: folders as given, files by name, then by position.

    Attributes:
        topics: the topics that have questions, in order of first appearance.
        skills: titles by skill, of all skills that a pack declares; questions may name others too.
        summaries: the index, one entry a question.
        problems: what was wrong with the files; the questions they concern are left out.
        bodies: each question as JSON, in the order of ``summaries``.
        glossary_body: the glossary as JSON.
        pack_bodies: each folder's ``pack.yaml`` as JSON.
    """

    topics: tuple[TopicInfo, ...]
    skills: Mapping[str, str]
    summaries: tuple[Summary, ...]
    problems: tuple[Problem, ...]
    bodies: tuple[bytes, ...] = field(repr=False)
    glossary_body: bytes = field(repr=False)
    pack_bodies: tuple[bytes, ...] = field(repr=False)
    _parsed: dict[str, "Question"] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.summaries)

    def __contains__(self, question_id: object) -> bool:
        return question_id in self._positions

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {summary.id: i for i, summary in enumerate(self.summaries)}

    @property
    def parsed(self) -> int:
        """How many questions have been parsed so far."""
        return len(self._parsed)

    @cached_property
    def known_skills(self) -> tuple[str, ...]:
        """The skills that a pack declares, then others that questions name."""
        return tuple(dict.fromkeys([*self.skills, *(skill for one in self.summaries for skill in one.skills)]))

    @cached_property
    def questions(self) -> tuple["Question", ...]:
        """Every question, parsed; prefer :attr:`summaries` to look through a large bank."""
        return tuple(self.question(summary.id) for summary in self.summaries)

    @cached_property
    def glossary(self) -> "Glossary":
        """Words that mean the same or the opposite, of every folder that has a glossary."""
        from interviewer.knowledge.models import Glossary

        return Glossary.model_validate_json(self.glossary_body)

    @cached_property
    def packs(self) -> tuple["Pack", ...]:
        """Who made the folders' questions, where they say so, and whose skills they may name."""
        from interviewer.knowledge.models import Pack

        return tuple(Pack.model_validate_json(body) for body in self.pack_bodies)

    def question(self, question_id: str) -> "Question":
        """Return one question.

        Raises:
            UnknownQuestionError: there is none of that id.
        """
        if question_id not in self._parsed:
            from interviewer.knowledge.models import Question

            self._parsed[question_id] = Question.model_validate_json(self.bodies[self._position(question_id)])
        return self._parsed[question_id]

    def summary(self, question_id: str) -> Summary:
        """Return one question's entry in the index.

        Raises:
            UnknownQuestionError: there is none of that id.
        """
        return self.summaries[self._position(question_id)]

    def where(self, question_id: str) -> Place:
        """Return the file and line where a question begins.

        Raises:
            UnknownQuestionError: there is none of that id.
        """
        return self.summary(question_id).place

    def _position(self, question_id: str) -> int:
        try:
            return self._positions[question_id]
        except KeyError:
            close = did_you_mean(question_id, self._positions)
            raise UnknownQuestionError(f"no question is called {question_id!r}{close}") from None


def topics_with_questions(topics: Iterable[TopicInfo], summaries: Iterable[Summary]) -> tuple[TopicInfo, ...]:
    """Return the topics of ``summaries`` in order of first appearance, each with the first title given to it."""
    known: dict[str, TopicInfo] = {}
    for topic in topics:
        known.setdefault(topic.id, topic)
    ids = dict.fromkeys(summary.topic for summary in summaries)
    return tuple(known.get(one, TopicInfo(one, one, "")) for one in ids)
