"""What a :class:`~interviewer.grading.grader.Grader` runs on once numpy and scikit-learn are loaded."""

import math
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from interviewer.grading import integrity, scoring
from interviewer.grading import weights as w
from interviewer.grading.choice import find_choice
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.matching import Array, Matcher, Matches, Window
from interviewer.grading.mistakes import stated
from interviewer.grading.polarity import unasserted
from interviewer.grading.result import Flag, Grade, MisconceptionVerdict, PointVerdict, Span, Status
from interviewer.grading.units import Analysis, analyse
from interviewer.grading.vectors import Vectors
from interviewer.grading.verdicts import Reading, lexical_scores, read, turned_share
from interviewer.knowledge.models import FollowUp, Glossary, KeyPoint, Misconception, Question


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question ready to be graded."""

    source: Question | FollowUp
    key_points: tuple[KeyPoint, ...]
    misconceptions: tuple[Misconception, ...]
    matcher: Matcher
    forms: tuple[sparse.csr_matrix, sparse.csr_matrix]


class Engine:
    """The bank's statistics, and the questions prepared so far."""

    def __init__(self, questions: Sequence[Question], glossary: Glossary) -> None:
        self._lexicon = Lexicon(glossary)
        sentences = [
            text
            for question in questions
            for text in (question.prompt, *(point.statement for point in question.key_points))
        ]
        self._idf = _idf(sentences, self._lexicon)
        self._vectors = Vectors(sentences)
        self._prepared: dict[tuple[str, str], Prepared] = {}
        self._lock = threading.RLock()

    @property
    def lexicon(self) -> Lexicon:
        """The field's words that mean the same, or the opposite."""
        return self._lexicon

    def prepare(self, question: Question) -> Prepared:
        """Return ``question`` ready to be graded; the work is done once."""
        prompt = "\n".join([question.prompt, *(option.text for option in question.options)])
        return self._prepare(question.id, question, prompt, question.key_points, question.misconceptions)

    def _prepare(
        self,
        name: str,
        source: Question | FollowUp,
        prompt: str,
        key_points: Sequence[KeyPoint],
        misconceptions: Sequence[Misconception],
    ) -> Prepared:
        with self._lock:
            known = self._prepared.get((name, prompt))
            if known is None or known.source is not source:
                matcher = Matcher(prompt, key_points, misconceptions, self._lexicon, self._idf)
                forms = self._vectors.of([form.text for form in matcher.forms])
                known = Prepared(source, tuple(key_points), tuple(misconceptions), matcher, forms)
                self._prepared[name, prompt] = known
            return known

    def grade(self, question: Question, answer: str, said: Sequence[str]) -> Grade:
        """Grade an answer to a question."""
        return self._grade(self.prepare(question), answer, said)

    def grade_follow_up(self, question: Question, follow_up: FollowUp, answer: str, said: Sequence[str]) -> Grade:
        """Grade an answer to a follow-up."""
        prepared = self._prepare(question.id, follow_up, follow_up.ask, follow_up.key_points, ())
        return self._grade(prepared, answer, said)

    def _grade(self, prepared: Prepared, answer: str, said: Sequence[str]) -> Grade:
        analysis = analyse(answer, self._lexicon)
        if not analysis.clauses:
            return _nothing(prepared, Flag.EMPTY, "The answer is empty.")
        matches = prepared.matcher.match(analysis, [analyse(text, self._lexicon) for text in said])
        similar = self._vectors.compare(analysis, matches.windows, prepared.forms)
        lexical, turned = lexical_scores(matches, similar), turned_share(matches)
        silent = _windows_with(unasserted(analysis), matches)
        readings = read(prepared.matcher.points, matches, lexical, turned, silent)
        wrong = read(prepared.matcher.mistakes, matches, lexical, turned, silent)
        mistakes = stated(prepared.matcher, analysis, matches, readings, wrong, silent)
        points = []
        for point, reading in zip(prepared.key_points, readings, strict=True):
            opposed = [m.window for m in mistakes if prepared.misconceptions[m.number].contradicts == point.id]
            points.append((point, *_verdict(point, reading, analysis, matches, opposed)))
        choice = find_choice(prepared.source, analysis, self._lexicon) if isinstance(prepared.source, Question) else None
        said_something = any(verdict.status in _EARNED for _, verdict, _ in points) or choice is not None
        flags = _flags(prepared, analysis, lexical, said_something=said_something or bool(mistakes))
        if Flag.DONT_KNOW in flags:
            return _nothing(prepared, Flag.DONT_KNOW, "The answer says that it does not know.")
        fatal = any(prepared.misconceptions[m.number].fatal for m in mistakes)
        value = scoring.score(points, len(mistakes), fatal, flags, choice)
        return Grade(
            value,
            tuple(verdict for _, verdict, _ in points),
            tuple(
                MisconceptionVerdict(prepared.misconceptions[m.number].id, _evidence(analysis, matches, m.window), "")
                for m in mistakes
            ),
            tuple(flags),
            choice,
        )


_EARNED = (Status.HIT, Status.PARTIAL, Status.CONTRADICTED)


def _flags(prepared: Prepared, answer: Analysis, lexical: Array, *, said_something: bool) -> list[Flag]:
    """Return what is odd about an answer; an answer that states a key point is neither an echo nor off topic."""
    if integrity.keyword_list(answer):
        return [Flag.STUFFING]
    if said_something:
        return []
    if integrity.dont_know(answer.text):
        return [Flag.DONT_KNOW]
    if integrity.echo(answer, prepared.matcher.prompt):
        return [Flag.ECHO]
    if len(answer.units) >= w.OFF_TOPIC_LEAST_UNITS and float(lexical.max()) < w.OFF_TOPIC_LIKENESS:
        return [Flag.OFF_TOPIC]
    return []


def _verdict(
    point: KeyPoint, reading: Reading, answer: Analysis, matches: Matches, opposed: Sequence[int]
) -> tuple[PointVerdict, float]:
    best, worst = reading.best(), int(reading.against.argmax())
    support, against = float(reading.support[best]), float(reading.against[worst])
    if opposed:
        clear = np.array([not any(_overlap(win, matches.windows[o]) for o in opposed) for win in matches.windows])
        best = reading.best(clear)
        support = float(reading.support[best]) if clear[best] else 0.0
        if support >= w.HIT:
            evidence = (*_evidence(answer, matches, best), *_evidence(answer, matches, opposed[0]))
            return PointVerdict(point.id, Status.PARTIAL, 0.5, tuple(sorted(set(evidence)))), w.PARTIAL
        return PointVerdict(point.id, Status.CONTRADICTED, 0.8, _evidence(answer, matches, opposed[0])), 0.0
    if against >= w.AGAINST and against > support:
        return PointVerdict(point.id, Status.CONTRADICTED, round(against, 3), _evidence(answer, matches, worst)), 0.0
    status = Status.HIT if support >= w.HIT else Status.PARTIAL if support >= w.PARTIAL else Status.MISS
    evidence = _evidence(answer, matches, best) if status is not Status.MISS else ()
    return PointVerdict(point.id, status, round(support, 3), evidence), support


def _overlap(a: Window, b: Window) -> bool:
    return a.first < b.last and b.first < a.last


def _windows_with(clauses: Sequence[bool], matches: Matches) -> npt.NDArray[np.bool_]:
    return np.array([any(clauses[win.first : win.last]) for win in matches.windows])


def _evidence(answer: Analysis, matches: Matches, row: int) -> tuple[Span, ...]:
    window = matches.windows[row]
    return (Span(answer.clauses[window.first].start, answer.clauses[window.last - 1].end),)


def _nothing(prepared: Prepared, flag: Flag, reason: str) -> Grade:
    return Grade(0.0, tuple(PointVerdict(p.id, Status.MISS, 1.0, (), reason) for p in prepared.key_points), (), (flag,))


def _idf(sentences: Sequence[str], lexicon: Lexicon) -> dict[str, float]:
    """Return for each word of the bank's sentences how telling it is: 1 for a rare one, towards 0.2 for a common one."""
    seen = Counter(key for text in sentences for key in {unit.key for unit in analyse(text, lexicon).units})
    top = math.log(len(sentences) + 20)
    return {key: max(0.2, 1.0 - math.log(1 + count) / top) for key, count in seen.items()}
