"""What a :class:`~interviewer.grading.grader.Grader` runs on once numpy and scikit-learn are loaded."""

import math
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interviewer.grading import integrity, scoring
from interviewer.grading import weights as w
from interviewer.grading.choice import find_choice
from interviewer.grading.judging import Case, judge, judge_mistake, only_listed
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.matching import Array, Matcher, Matches
from interviewer.grading.mistakes import Heard, stated
from interviewer.grading.polarity import unasserted
from interviewer.grading.result import Flag, Grade, PointVerdict, Status
from interviewer.grading.units import Analysis, analyse, unit_keys
from interviewer.grading.vectors import Forms, Vectors
from interviewer.grading.verdicts import Seen, confirmed, lexical_scores, plain_cosines, read, turned_share
from interviewer.knowledge.models import FollowUp, Glossary, KeyPoint, Misconception, Question


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question ready to be graded."""

    source: Question | FollowUp
    key_points: tuple[KeyPoint, ...]
    misconceptions: tuple[Misconception, ...]
    matcher: Matcher
    forms: Forms


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
                forms = self._vectors.forms([form.analysis for form in matcher.forms])
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
        if not prepared.key_points:
            return Grade(0.0, ())
        told = [analyse(text, self._lexicon) for text in said]
        matches = prepared.matcher.match(analysis, told)
        similar = self._vectors.compare(analysis, matches.windows, prepared.forms)
        lexical, turned = lexical_scores(matches, similar), turned_share(matches)
        silent = _windows_with(unasserted(analysis), matches)
        turned = confirmed(prepared.matcher, analysis, matches, lexical, turned)
        seen = Seen(matches, lexical, plain_cosines(matches, similar), turned, silent)
        readings = read(prepared.matcher.points, seen)
        wrong = read(prepared.matcher.mistakes, seen)
        mistakes = stated(prepared.matcher, Heard(analysis, matches, silent), readings, wrong)
        found = [(prepared.misconceptions[mistake.number], mistake) for mistake in mistakes]
        case = Case(analysis, matches, prepared.matcher.forms)
        points = [
            judge(point, reading, case, [m for m in found if m[0].contradicts == point.id])
            for point, reading in zip(prepared.key_points, readings, strict=True)
        ]
        choice = (
            find_choice(prepared.source, analysis, self._lexicon) if isinstance(prepared.source, Question) else None
        )
        silent_on_all = not found and choice is None and all(p.verdict.status is Status.MISS for p in points)
        heard = [prepared.matcher.prompt, *told]
        flag = _flag(analysis, heard, lexical, silent_on_all=silent_on_all)
        if flag is Flag.DONT_KNOW:
            return _nothing(prepared, flag, "The answer says that it does not know.")
        if flag is Flag.STUFFING:
            points = [only_listed(judged) for judged in points]
        score = scoring.score(points, [m for m, _ in found], flag, choice)
        return Grade(
            score.value,
            tuple(judged.verdict for judged in points),
            tuple(judge_mistake(m, mistake, case) for m, mistake in found),
            (flag,) if flag else (),
            choice,
            arithmetic=score.arithmetic,
        )


def _flag(answer: Analysis, heard: Sequence[Analysis], lexical: Array, *, silent_on_all: bool) -> Flag | None:
    """Return what is odd about an answer; one that says something to the point is neither an echo nor off topic."""
    if integrity.keyword_list(answer):
        return Flag.STUFFING
    if not silent_on_all:
        return None
    if integrity.dont_know(answer.text):
        return Flag.DONT_KNOW
    if integrity.echo(answer, heard):
        return Flag.ECHO
    likeness = float(lexical.max(initial=0.0))
    elsewhere = likeness < w.OFF_TOPIC_LIKENESS and integrity.heard_share(answer, heard) < w.OFF_TOPIC_SHARED
    if len(answer.units) >= w.OFF_TOPIC_LEAST_UNITS and elsewhere:
        return Flag.OFF_TOPIC
    return None


def _windows_with(clauses: Sequence[bool], matches: Matches) -> npt.NDArray[np.bool_]:
    return np.array([any(clauses[win.first : win.last]) for win in matches.windows])


def _nothing(prepared: Prepared, flag: Flag, reason: str) -> Grade:
    return Grade(0.0, tuple(PointVerdict(p.id, Status.MISS, 1.0, (), reason) for p in prepared.key_points), (), (flag,))


def _idf(sentences: Sequence[str], lexicon: Lexicon) -> dict[str, float]:
    """Return for each word of the bank's sentences how telling it is: 1 where rare, towards 0.2 where common."""
    seen = Counter(key for text in sentences for key in unit_keys(text, lexicon))
    top = math.log(len(sentences) + 20)
    return {key: max(0.2, 1.0 - math.log(1 + count) / top) for key, count in seen.items()}
