"""The grader: questions and glossary in, grades out."""

import gc
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from interviewer.grading.result import Grade
from interviewer.knowledge.models import FollowUp, Glossary, Question

if TYPE_CHECKING:
    from interviewer.grading.engine import Engine


class Grader:
    """Grades answers to the questions of one bank.

    Making one is cheap: numpy and scikit-learn are imported, and a question prepared, when first needed. Methods may be
    called from several threads.
    """

    def __init__(self, questions: Iterable[Question], glossary: Glossary) -> None:
        self._questions = tuple(questions)
        self._glossary = glossary
        self._engine: Engine | None = None
        self._lock = threading.RLock()

    def warm_up(self, question: Question | None = None) -> None:
        """Do ahead of time what the first grade would have to do, for one question too where it is given."""
        engine = self._ready()
        if question is not None:
            engine.prepare(question)

    def grade(self, question: Question, answer: str, *, said: Sequence[str] = ()) -> Grade:
        """Grade an answer to ``question``.

        Args:
            question: any question, also one that the grader was not made with.
            answer: any text; characters past 20,000 are not read.
            said: what the interviewer said meanwhile; its words earn nothing by being repeated.
        """
        return self._ready().grade(question, answer, said)

    def explain(self, question: Question, answer: str) -> tuple[str, ...]:
        """Return a line for each key point on how the signs for and against it add up to what was thought of it."""
        return self._ready().explain(question, answer)

    def grade_follow_up(
        self, question: Question, follow_up: FollowUp, answer: str, *, said: Sequence[str] = ()
    ) -> Grade:
        """Grade an answer to a follow-up of ``question`` against the follow-up's own key points."""
        return self._ready().grade_follow_up(question, follow_up, answer, said)

    def accepts(self, question: Question, point: str, answer: str) -> bool:
        """Return whether ``answer`` gives one of the short answers that a key point's directed prompt accepts.

        It may stand in a sentence, be misspelt a little or be said through the glossary, but not be negated.
        """
        from interviewer.grading.short_answers import accepted

        prompt = next((p.prompt for p in question.key_points if p.id == point), None)
        return prompt is not None and accepted(prompt.accept, answer, self._ready().lexicon)

    def _ready(self) -> "Engine":
        with self._lock:
            if self._engine is None:
                with _uncollected():
                    from interviewer.grading.engine import Engine

                    self._engine = Engine(self._questions, self._glossary)
            return self._engine


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking through the bank again and again while lasting things are made."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
