"""The verdict on one question: the score with its reason, every key point with the words that earned it."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interviewer.grading.result import Span, Status
from interviewer.interview.debrief import MistakeReport, PointReport, QuestionReport
from interviewer.text import excerpt, plain
from interviewer.tui.content import MARKS, STYLES, highlighted, literal
from interviewer.tui.widgets.prose import Prose, question_markdown

BAR = 20
"""Cells of a full score bar."""

QUOTES = 2
"""Pieces of evidence shown for a verdict."""


def score_line(score: float | None) -> Content:
    """Return a score as a bar and a percentage; the bar is readable without colour."""
    if score is None:
        return literal("not scored", "$text-muted")
    filled = round(score * BAR)
    style = "$text-success" if score >= 0.75 else "$text-warning" if score >= 0.4 else "$text-error"
    return Content.assemble(("█" * filled, style), ("░" * (BAR - filled), "$text-muted"), f" {score:.0%}")


class ReportView(Vertical):
    """Everything a candidate should see about one question."""

    def __init__(self, report: QuestionReport, *, prompt: bool = True) -> None:
        super().__init__()
        self.report = report
        self._prompt = prompt

    def compose(self) -> ComposeResult:
        """Score, answer, key points, misconceptions, deeper question, model answer."""
        report = self.report
        if self._prompt:
            yield _heading("Question")
            yield Prose(question_markdown(report.question))
        yield _heading("Score")
        yield Static(score_line(report.score.final if report.counts else None), markup=False)
        yield Static(literal(report.reason), markup=False)
        unaided = report.score.unaided
        if unaided is not None and abs(unaided - report.score.final) >= 0.005:
            yield Static(literal(f"Your first answer alone: {unaided:.0%}", "$text-muted"), markup=False)
        if report.answer:
            yield _heading("Your answer")
            yield Static(highlighted(report), classes="answer", markup=False)
        if report.round.submissions:
            yield _heading("Your code")
            yield Static(literal(report.round.submissions[-1].code), classes="answer", markup=False)
        yield _heading("Key points")
        for point in report.points:
            if point.core or point.status in {Status.HIT, Status.PARTIAL}:
                yield from _point(point, report.answer)
        bonus = [p for p in report.points if not p.core and p.status not in {Status.HIT, Status.PARTIAL}]
        if bonus:
            yield _heading("Beyond the core")
            for point in bonus:
                yield from _point(point, report.answer)
        if report.mistakes:
            yield _heading("Mistaken")
            for mistake in report.mistakes:
                yield from _mistake(mistake, report.answer)
        if report.deeper:
            yield _heading("One level deeper")
            for point in report.deeper:
                yield from _point(point, report.deeper_answer)
        options = [option for option in report.question.options if option.why]
        if options:
            yield _heading("Options")
            for option in options:
                mark = "✓" if option.correct else "✗"
                yield Static(literal(f"{mark} ({option.id}) {option.text} {option.why}"), classes="point", markup=False)
        if report.question.model_answer:
            yield _heading("A model answer")
            yield Prose(report.question.model_answer)


def _heading(text: str) -> Static:
    return Static(literal(text), classes="heading", markup=False)


def _point(point: PointReport, answer: str) -> Iterator[Static]:
    """Yield a key point: mark and statement, the words that decided, the reason."""
    style = STYLES[point.status]
    statement = Content.assemble(
        ("☑ " if point.overruled else f"{MARKS[point.status]} ", style),
        ("by your own word: " if point.overruled else "", "$text-accent bold"),
        plain(point.point.statement),
        ("" if point.core else "  (bonus)", "$text-muted"),
    )
    yield Static(statement, classes="point", markup=False)
    if point.status is not Status.MISS:
        yield from _quotes(answer, point.evidence, style)
    if point.reason:
        yield Static(literal(point.reason, "$text-muted"), classes="detail", markup=False)


def _mistake(mistake: MistakeReport, answer: str) -> Iterator[Static]:
    """Yield a misconception: what was believed, the words that show it, what is true."""
    mark, style = ("✓", "$text-success") if mistake.repaired else ("⚠", "$text-error")
    yield Static(literal(f"{mark} {mistake.statement}", style), classes="point", markup=False)
    yield from _quotes(answer, mistake.evidence, style)
    if mistake.repaired:
        yield Static(literal("You set this right yourself.", "$text-muted"), classes="detail", markup=False)
    if mistake.correction:
        yield Static(literal(f"→ {mistake.correction}"), classes="detail", markup=False)


def _quotes(answer: str, evidence: Sequence[Span], style: str) -> Iterator[Static]:
    for span in evidence[:QUOTES]:
        yield Static(literal(f"“{excerpt(answer, *span)}”", f"{style} italic"), classes="detail", markup=False)
