"""What a session comes to: for each question what was covered, missing and mistaken, and the score with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from interviewer.grading.result import Flag, Span, Status
from interviewer.interview.coding import CodeQuestion
from interviewer.interview.coverage import FACTOR, WORTH, Help
from interviewer.interview.events import Act, MoveKind
from interviewer.interview.scoring import Score, counts, question_score, session_score
from interviewer.interview.session import Lookup
from interviewer.interview.state import JOIN, End, Round, Session, Speaker
from interviewer.interview.submissions import PARTLY
from interviewer.knowledge.models import KeyPoint, Question, Tier
from interviewer.progress.judgement import Judgement, worth

WEAK = 0.6
"""Score below which a question is worth another look."""

_FLAGS = {
    Flag.EMPTY: "there was no answer",
    Flag.DONT_KNOW: "you said you did not know",
    Flag.ECHO: "it says the question back",
    Flag.STUFFING: "it lists keywords without saying how they are related",
    Flag.OFF_TOPIC: "it is about something else",
}


@dataclass(frozen=True, slots=True)
class PointReport:
    """One key point: what it says, how the answer stands to it, and the words that show it."""

    point: KeyPoint
    status: Status
    help: Help
    credit: float
    evidence: tuple[Span, ...]
    reason: str
    overruled: bool = False

    @property
    def core(self) -> bool:
        """Whether it enters the score."""
        return self.point.tier is Tier.CORE


@dataclass(frozen=True, slots=True)
class MistakeReport:
    """A misconception: what was believed, what is true, whether the candidate set it right themselves."""

    id: str
    statement: str
    correction: str | None
    repaired: bool
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """One question of a session.

    Attributes:
        question: what was asked.
        round: what happened.
        answer: everything the candidate said to it; evidence points into it. Empty where they said nothing.
        score: with help, unaided, and the bonus points.
        reason: one sentence that says where the score comes from.
        points: every key point in the bank's order.
        mistakes: every misconception shown.
        deeper: verdicts on the deeper question, where it was answered, and that answer.
        deeper_answer: the answer to the deeper question.
    """

    question: Question
    round: Round
    answer: str
    score: Score
    reason: str
    points: tuple[PointReport, ...]
    mistakes: tuple[MistakeReport, ...]
    deeper: tuple[PointReport, ...] = ()
    deeper_answer: str = ""

    @property
    def missing(self) -> tuple[PointReport, ...]:
        """The core key points that were not covered in full."""
        return tuple(p for p in self.points if p.core and p.status is not Status.HIT and not p.overruled)

    @property
    def counts(self) -> bool:
        """Whether it enters the session's score."""
        return counts(self.round)


@dataclass(frozen=True, slots=True)
class Debrief:
    """A whole session; ``score`` is the mean of the questions that count, None where none does."""

    questions: tuple[QuestionReport, ...]
    score: float | None
    unaided: float | None
    seconds: float

    @property
    def judgement(self) -> Judgement | None:
        """What the candidate thought of the answers they rated, beside what these scored; None without any."""
        rated = [(worth(one.round.rating), one.score.final) for one in self.questions if one.round.rating is not None]
        return Judgement(len(rated), *map(fmean, zip(*rated, strict=True))) if rated else None

    @property
    def review(self) -> tuple[QuestionReport, ...]:
        """The questions worth another look, weakest first, three at most."""
        weak = [report for report in self.questions if report.counts and report.score.final < WEAK]
        return tuple(sorted(weak, key=lambda report: report.score.final)[:3])


def debrief(session: Session, lookup: Lookup) -> Debrief:
    """Sum up a session, finished or not."""
    reports = tuple(report(round_, lookup(round_.question)) for round_ in session.rounds)
    unaided = [r.score.unaided or 0.0 for r in reports if r.counts]
    return Debrief(
        reports,
        session_score((r.round, r.score) for r in reports),
        round(sum(unaided) / len(unaided), 3) if unaided else None,
        session.seconds,
    )


def report(round_: Round, question: Question) -> QuestionReport:
    """Sum up one question."""
    grade, coverage = round_.grade, round_.coverage
    code = isinstance(question, CodeQuestion)
    points = []
    for point in question.key_points:
        covered = coverage.point(point.id)
        verdict = covered.verdict
        points.append(
            PointReport(
                point,
                covered.status,
                covered.help,
                covered.credit,
                verdict.evidence if verdict else (),
                verdict.reason if verdict else "",
                covered.overruled,
            )
        )
    spans = {m.id: m.evidence for m in grade.misconceptions} if grade else {}
    mistakes = tuple(
        MistakeReport(held.id, held.statement, held.correction, shown.repaired, spans.get(held.id, ()))
        for shown in coverage.mistakes
        for held in question.misconceptions
        if held.id == shown.id
    )
    score = question_score(round_, question)
    deeper, deeper_answer = _deeper(round_, question)
    return QuestionReport(
        question,
        round_,
        JOIN.join(round_.answers),
        score,
        _reason_of_code(round_) if code else _reason(round_, points, mistakes),
        tuple(points),
        mistakes,
        deeper,
        deeper_answer,
    )


def _deeper(round_: Round, question: Question) -> tuple[tuple[PointReport, ...], str]:
    if round_.deeper is None:
        return (), ""
    verdicts = {verdict.id: verdict for verdict in round_.deeper.points}
    reports = tuple(
        PointReport(point, verdict.status, Help.NONE, 0.0, verdict.evidence, verdict.reason)
        for follow_up in question.follow_ups
        for point in follow_up.key_points
        if (verdict := verdicts.get(point.id)) is not None
    )
    last = next(
        line.text for line in reversed(round_.lines) if line.speaker is Speaker.CANDIDATE and line.kind is Act.ANSWER
    )
    return reports, last


def _reason_of_code(round_: Round) -> str:
    """Say in one sentence how a challenge went."""
    tries = len(round_.submissions)
    hints = sum(line.kind is MoveKind.HINT for line in round_.lines)
    parts = [f"after {tries} submission{'s' if tries != 1 else ''}" if tries else "no code was submitted"]
    if hints:
        parts.append(f"with {hints} hint{'s' if hints > 1 else ''} (worth {FACTOR[Help.HINT]:.0%})")
    if round_.solved:
        return f"Solved {', '.join(parts)}."
    best = max((one.result.cases / one.result.of for one in round_.submissions if one.result.of), default=0.0)
    if best >= PARTLY:
        parts.append("half the credit, as at least half the cases pass")
    return f"Not solved: {', '.join(parts)}."


def _reason(round_: Round, points: Sequence[PointReport], mistakes: Sequence[MistakeReport]) -> str:
    """Say in one sentence what the score is made of."""
    if round_.grade is None:
        unanswered = {End.SKIPPED: "Skipped, which counts as 0.", End.FINISHED: "Not answered, so it does not count."}
        if not any(point.credit or point.overruled for point in points):
            return unanswered.get(round_.end or End.FINISHED, "No answer, which counts as 0.")
    core = [point for point in points if point.core]
    parts = [_count(sum(p.status is Status.HIT for p in core), len(core))]
    partial = sum(p.status is Status.PARTIAL and not p.overruled for p in core)
    if partial:
        parts.append(f"{partial} in part")
    for given, name in ((Help.HINT, "after a hint"), (Help.PROMPT, "after a direct question")):
        helped = sum(p.help is given and 0 < p.credit < WORTH[p.status] for p in core)
        if helped:
            parts.append(f"{helped} {name} (worth {FACTOR[given]:.0%})")
    insisted = sum(p.overruled for p in core)
    if insisted:
        parts.append(f"{insisted} by your own word")
    contradicted = sum(p.status is Status.CONTRADICTED and not p.overruled for p in core)
    if contradicted:
        parts.append(f"{contradicted} contradicted")
    standing = sum(not mistake.repaired for mistake in mistakes)
    if standing:
        parts.append(f"{standing} misconception{'s' if standing > 1 else ''}")
    if len(mistakes) > standing:
        parts.append(f"{len(mistakes) - standing} misconception(s) you set right")
    grade = round_.grade
    if grade is not None and grade.choice is not None:
        parts.append("the right choice" if grade.choice.correct else "the wrong choice")
    sentence = ", ".join(parts)
    if grade is not None and grade.flags:
        sentence += "; " + " and ".join(_FLAGS[flag] for flag in grade.flags)
    return sentence[0].upper() + sentence[1:] + "."


def _count(hits: int, total: int) -> str:
    return f"{hits} of {total} core point{'s' if total != 1 else ''}"
