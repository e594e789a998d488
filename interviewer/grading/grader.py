"""The grader: questions and glossary in, grades out."""

import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from interviewer.grading.result import Grade
from interviewer.knowledge.models import DirectedPrompt, FollowUp, Glossary, Question

if TYPE_CHECKING:
    from interviewer.grading.engine import Engine
    from interviewer.grading.lexicon import Lexicon


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

    def grade_follow_up(
        self, question: Question, follow_up: FollowUp, answer: str, *, said: Sequence[str] = ()
    ) -> Grade:
        """Grade an answer to a follow-up of ``question`` against the follow-up's own key points."""
        return self._ready().grade_follow_up(question, follow_up, answer, said)

    def _ready(self) -> "Engine":
        with self._lock:
            if self._engine is None:
                from interviewer.grading.engine import Engine

                self._engine = Engine(self._questions, self._glossary)
            return self._engine


_lexicons: list[tuple[Glossary, "Lexicon"]] = []


def accepts(prompt: DirectedPrompt, answer: str, glossary: Glossary) -> bool:
    """Return whether ``answer`` gives one of the short answers that ``prompt`` accepts.

    It may stand in a sentence, be misspelt a little or be said through the glossary, but not be negated.
    """
    from interviewer.grading.lexicon import Lexicon
    from interviewer.grading.short_answers import accepted

    known = next((lexicon for made_from, lexicon in _lexicons if made_from is glossary), None)
    if known is None:
        known = Lexicon(glossary)
        _lexicons[:] = [(glossary, known)]  # a program has one glossary
    return accepted(prompt.accept, answer, known)
