"""What the ids in the history are called: a question's first line, a key point's statement, a topic's title."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from interviewer.knowledge.models import Question
from interviewer.text import plain

_MARKED = re.compile(r"(`+|\*\*)(\S|\S.*?\S)\1")


@dataclass(frozen=True, slots=True)
class Names:
    """Finds names in the bank; an id that the bank has no more stands for itself.

    Attributes:
        lookup: finds a question by its id, and raises LookupError where there is none.
        topics: titles by topic.
        skills: titles by skill; one that has none stands for itself.
    """

    lookup: Callable[[str], Question]
    topics: Mapping[str, str]
    skills: Mapping[str, str] = field(default_factory=dict)

    def topic(self, topic: str) -> str:
        """Return a topic's title."""
        return one_line(self.topics.get(topic, topic))

    def skill(self, skill: str) -> str:
        """Return a skill's title."""
        return one_line(self.skills.get(skill, skill))

    def question(self, question: str) -> str:
        """Return the first line of a question's prompt."""
        found = self._found(question)
        return one_line(found.prompt.split("\n")[0]) if found else one_line(question)

    def point(self, question: str, point: str) -> str:
        """Return a key point's statement."""
        found = self._found(question)
        return one_line(next((one.statement for one in found.key_points if one.id == point), point) if found else point)

    def mistake(self, question: str, mistake: str) -> str:
        """Return a misconception's statement."""
        found = self._found(question)
        held = found.misconceptions if found else []
        return one_line(next((one.statement for one in held if one.id == mistake), mistake))

    def _found(self, question: str) -> Question | None:
        try:
            return self.lookup(question)
        except LookupError:
            return None


def one_line(text: str) -> str:
    """Return Markdown as plain words on one line: without backticks, bold and harmful characters."""
    return _MARKED.sub(r"\2", " ".join(plain(text).split()))
