"""What a :class:`~interviewer.grading.grader.Grader` runs on once numpy and scikit-learn are loaded."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interviewer.grading import integrity, scoring
from interviewer.grading import weights as w
from interviewer.grading.background import Background
from interviewer.grading.calibration import fitted
from interviewer.grading.choice import find_choice
from interviewer.grading.evidence import Evidence, evidence
from interviewer.grading.judging import Case, judge, judge_mistake, only_listed
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.matching import Matcher
from interviewer.grading.mistakes import Heard, Mistake, stated
from interviewer.grading.polarity import unasserted
from interviewer.grading.question_forms import Array
from interviewer.grading.result import Flag, Grade, PointVerdict, Status
from interviewer.grading.units import Analysis, analyse
from interviewer.grading.vectors import Forms, Vectors
from interviewer.grading.verdicts import (
    Readings,
    Seen,
    confirmed,
    lexical_scores,
    read,
    text_support,
    trusted,
    turned_share,
)
from interviewer.grading.windows import windows_with
from interviewer.knowledge.models import FollowUp, Glossary, KeyPoint, Misconception, Question


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question ready to be graded."""

    source: Question | FollowUp
    key_points: tuple[KeyPoint, ...]
    misconceptions: tuple[Misconception, ...]
    matcher: Matcher
    forms: Forms


class Weighed(NamedTuple):
    """An answer as it was read: its windows, what they say of each key point, stated misconceptions, and the signs."""

    seen: Seen
    readings: Readings
    mistakes: list[Mistake]
    evidence: Evidence


class Engine:
    """The bank's statistics, and the questions prepared so far."""

    def __init__(self, questions: Sequence[Question], glossary: Glossary) -> None:
        self._lexicon = Lexicon(glossary)
        sentences = [
            (question.id, text)
            for question in questions
            for text in (question.prompt, *(point.statement for point in question.key_points))
        ]
        self._background = Background(sentences, self._lexicon)
        self._calibration = fitted()
        self._vectors = Vectors([text for _, text in sentences])
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
                matcher = Matcher(
                    name, prompt, key_points, misconceptions, lexicon=self._lexicon, background=self._background
                )
                forms = self._vectors.forms([form.analysis for form in matcher.forms])
                known = Prepared(source, tuple(key_points), tuple(misconceptions), matcher, forms)
                self._prepared[name, prompt] = known
            return known

    def grade(self, question: Question, answer: str, said: Sequence[str]) -> Grade:
        """Grade an answer to a question."""
        return self._grade(self.prepare(question), answer, said)

    def explain(self, question: Question, answer: str) -> tuple[str, ...]:
        """Return for each key point how its signs add up."""
        found = self.evidence(question, answer)
        if found is None:
            return ()
        sums = self._calibration.arithmetic(found)
        return tuple(f"{point.id}: {line}" for point, line in zip(question.key_points, sums, strict=True))

    def grade_follow_up(self, question: Question, follow_up: FollowUp, answer: str, said: Sequence[str]) -> Grade:
        """Grade an answer to a follow-up."""
        prepared = self._prepare(question.id, follow_up, follow_up.ask, follow_up.key_points, ())
        return self._grade(prepared, answer, said)

    def evidence(self, question: Question, answer: str) -> Evidence | None:
        """Return the signs for and against each key point of a question; None for an answer without words."""
        prepared = self.prepare(question)
        analysis = analyse(answer, self._lexicon)
        return self._weigh(prepared, analysis, ()).evidence if analysis.clauses and prepared.key_points else None

    def _weigh(self, prepared: Prepared, answer: Analysis, told: Sequence[Analysis]) -> Weighed:
        """Match an answer, read what it says of each target, and gather the signs."""
        matcher = prepared.matcher
        matches = matcher.match(answer, told)
        similar = trusted(matches, self._vectors.compare(answer, matches.spans, prepared.forms))
        lexical = lexical_scores(matches, similar)
        text = text_support(matcher.layout, lexical)
        turned = confirmed(matcher, answer, matches, text, turned_share(matches))
        seen = Seen(matches, lexical, text, similar, turned, windows_with(unasserted(answer), matches.windows))
        readings = read(matcher.layout, seen)
        mistakes = stated(matcher, Heard(answer, matches, seen.unasserted), readings)
        signs = evidence(matcher, answer, readings, seen, mistakes=len(mistakes))
        return Weighed(seen, readings, mistakes, signs)

    def _grade(self, prepared: Prepared, answer: str, said: Sequence[str]) -> Grade:
        analysis = analyse(answer, self._lexicon)
        if not analysis.clauses:
            return _nothing(prepared, Flag.EMPTY, "The answer is empty.")
        if not prepared.key_points:
            return Grade(0.0, ())
        told = [analyse(text, self._lexicon) for text in said]
        seen, readings, mistakes, signs = self._weigh(prepared, analysis, told)
        found = [(prepared.misconceptions[mistake.number], mistake) for mistake in mistakes]
        case = Case(analysis, seen.matches, prepared.matcher.forms)
        points = [
            judge(point, readings.of(i, target), odds, case, [m for m in found if m[0].contradicts == point.id])
            for i, (point, target, odds) in enumerate(
                zip(prepared.key_points, prepared.matcher.points, self._calibration.odds(signs), strict=True)
            )
        ]
        choice = (
            find_choice(prepared.source, analysis, self._lexicon) if isinstance(prepared.source, Question) else None
        )
        silent_on_all = not found and choice is None and all(p.verdict.status is Status.MISS for p in points)
        heard = [prepared.matcher.prompt, *told]
        flag = _flag(analysis, heard, seen.lexical, silent_on_all=silent_on_all)
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
    if integrity.to_the_grader(answer.text):
        return Flag.OFF_TOPIC
    likeness = float(lexical.max(initial=0.0))
    elsewhere = likeness < w.OFF_TOPIC_LIKENESS and integrity.heard_share(answer, heard) < w.OFF_TOPIC_SHARED
    if len(answer.units) >= w.OFF_TOPIC_LEAST_UNITS and elsewhere:
        return Flag.OFF_TOPIC
    return None


def _nothing(prepared: Prepared, flag: Flag, reason: str) -> Grade:
    return Grade(0.0, tuple(PointVerdict(p.id, Status.MISS, 1.0, (), reason) for p in prepared.key_points), (), (flag,))
