"""From files to a bank: what is right loads, what is wrong is told."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from interviewer.knowledge.bank import Bank, Summary, TopicInfo, topics_with_questions
from interviewer.knowledge.models import Glossary, Pack, Question, Topic
from interviewer.knowledge.places import Place, Where, dotted
from interviewer.knowledge.problems import Problem, Severity, capped
from interviewer.knowledge.reader import Document, ReadError, parse
from interviewer.knowledge.skills import skill_faults
from interviewer.knowledge.sources import Role, Source
from interviewer.knowledge.validation import problems_of

AnyModel = TypeVar("AnyModel", bound=BaseModel)


def compile_bank(sources: Sequence[Source]) -> Bank:
    """Build the bank of ``sources``.

    Each question is validated by itself, so a broken one is left out and told while the rest load. Of two questions
    with the same id the first is kept.
    """
    compiler = _Compiler()
    for source in sources:
        compiler.add(source)
    return compiler.bank()


class _Compiler:
    def __init__(self) -> None:
        self._topics: list[TopicInfo] = []
        self._summaries: dict[str, Summary] = {}
        self._bodies: list[bytes] = []
        self._glossaries: list[Glossary] = []
        self._packs: list[Pack] = []
        self._skills: dict[str, str] = {}
        self._declaring: set[Path] = set()
        self._problems: list[Problem] = []

    def bank(self) -> Bank:
        summaries = tuple(self._summaries.values())
        glossary = Glossary(
            same=[group for one in self._glossaries for group in one.same],
            opposite=[pair for one in self._glossaries for pair in one.opposite],
        )
        return Bank(
            topics=topics_with_questions(self._topics, summaries),
            skills=self._skills,
            summaries=summaries,
            problems=tuple(self._problems),
            bodies=tuple(self._bodies),
            glossary_body=_json(glossary),
            pack_bodies=tuple(_json(pack) for pack in self._packs),
        )

    def add(self, source: Source) -> None:
        name = str(source.path)
        if source.fault:
            self._problems.append(Problem(Place(name), source.fault))
            return
        try:
            file = _File(name, parse(source.content))
        except ReadError as error:
            self._problems.append(Problem(Place(name, error.mark), error.message))
            return
        match source.role:
            case Role.TOPIC:
                self._topic(file, self._skills if source.folder in self._declaring else None)
            case Role.GLOSSARY:
                self._glossaries += file.validated(Glossary, file.document.data)
            case Role.PACK:
                for pack in file.validated(Pack, file.document.data):
                    self._pack(pack, source.folder)
        self._problems += capped(file.problems)

    def _pack(self, pack: Pack, folder: Path) -> None:
        self._packs.append(pack)
        for skill, title in pack.skills.items():
            self._skills.setdefault(skill, title)
        if pack.skills:
            self._declaring.add(folder)

    def _topic(self, file: "_File", skills: Collection[str] | None) -> None:
        data = file.document.data
        if not isinstance(data, dict):
            file.tell((), "a topic file is a mapping that begins with `topic:`")
            return
        questions = data.get("questions", [])
        topics = file.validated(Topic, {**data, "questions": []})
        self._topics += [TopicInfo(topic.topic, topic.title, topic.summary or "") for topic in topics]
        if not isinstance(questions, list) or not questions:
            file.tell(("questions",), "should be a list of at least one question", field="questions")
            return
        for i, raw in enumerate(questions):
            given = raw.get("id") if isinstance(raw, dict) else None
            name = given[:80] if isinstance(given, str) else f"question {i + 1}"
            where: Where = ("questions", i)
            for question in file.validated(Question, raw, where, name):
                unknown = [] if skills is None else list(skill_faults(question.skills, skills))
                for place, message in unknown:
                    file.tell((*where, *place), message, dotted(place), question.id)
                if not unknown:
                    self._question(question, where, file)
                if topics and question.topic != topics[0].topic:
                    message = f"should begin with the file's topic, `{topics[0].topic}.`"
                    file.tell((*where, "id"), message, "id", question.id, Severity.WARNING)

    def _question(self, question: Question, where: Where, file: "_File") -> None:
        if earlier := self._summaries.get(question.id):
            message = f"is used already at {earlier.place}; that question is kept"
            file.tell((*where, "id"), message, "id", question.id)
            return
        self._bodies.append(_json(question))
        self._summaries[question.id] = Summary(
            id=question.id,
            topic=question.topic,
            kind=question.kind.value,
            level=question.level,
            minutes=question.minutes,
            title=question.prompt.partition("\n")[0][:200],
            skills=tuple(question.skills),
            sources=tuple(question.sources),
            place=file.place(where),
        )


class _File:
    """A file that could be read, and what is wrong with what it says."""

    def __init__(self, name: str, document: Document) -> None:
        self.name = name
        self.document = document
        self.problems: list[Problem] = []

    def place(self, where: Where) -> Place:
        return Place(self.name, self.document.mark(where))

    def tell(
        self, where: Where, message: str, field: str = "", question: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Problem(self.place(where), message, field, question, severity))

    def validated(
        self, model: type[AnyModel], data: object, base: Where = (), question: str = ""
    ) -> Sequence[AnyModel]:
        """Return ``data``, which stands at ``base``, as a ``model``, or tell why it is not one and return nothing."""
        try:
            return [model.model_validate(data)]
        except ValidationError as error:
            self.problems += problems_of(error, model, self.name, self.document, base=base, question=question)
            return []


def _json(model: BaseModel) -> bytes:
    return model.model_dump_json(exclude_defaults=True).encode()
