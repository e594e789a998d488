"""Verdicts as plain text: the score with its reason, each key point with the words that decided, what is right."""

from collections.abc import Iterator

from interviewer.cli.wrapping import hanging, prose, verbatim
from interviewer.grading.result import Span, Status
from interviewer.interview.coverage import Help
from interviewer.interview.debrief import Debrief, MistakeReport, PointReport, QuestionReport
from interviewer.interview.state import End
from interviewer.text import excerpt, plain

MARKS = {
    Status.HIT: "✓ covered: ",
    Status.PARTIAL: "◐ in part: ",
    Status.MISS: "✗ missing: ",
    Status.CONTRADICTED: "⚠ contradicted: ",
}
"""A sign for the eye and a word for the ear."""

_HELP = {Help.HINT: "You had a hint.", Help.PROMPT: "You were asked for it directly."}
_ENDS = {End.SKIPPED: "skipped", End.GIVEN_UP: "left", End.TIME: "out of time", End.FINISHED: "stopped"}
_QUOTES = 2
"""Pieces of evidence that are quoted for one verdict."""


def percent(score: float | None) -> str:
    """Return a score 0..1 as people say it."""
    return "not scored" if score is None else f"{score:.0%}"


def minutes_and_seconds(seconds: float) -> str:
    """Return ``2:07``; hours are counted in minutes."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def verdict_text(report: QuestionReport, width: int) -> str:
    """Return everything that a candidate should see about one question, without the question itself."""
    return "\n".join(_verdict(report, width))


def debrief_text(debrief: Debrief, width: int, *, verdicts: bool) -> str:
    """Return what a session came to.

    Args:
        debrief: the session.
        width: columns to stay within.
        verdicts: whether each question's verdict follows, or was shown before.
    """
    return "\n".join(_debrief(debrief, width, verdicts=verdicts))


def _debrief(debrief: Debrief, width: int, *, verdicts: bool) -> Iterator[str]:
    counted = sum(report.counts for report in debrief.questions)
    facts = f"{counted} question{'' if counted == 1 else 's'} scored in {minutes_and_seconds(debrief.seconds)} minutes."
    if debrief.unaided is not None and debrief.unaided != debrief.score:
        facts += f" First answers alone: {percent(debrief.unaided)}."
    if (own := debrief.judgement) is not None:
        facts += f" You thought {percent(own.rated)} of what scored {percent(own.scored)}."
    yield hanging("", f"Debrief: {percent(debrief.score)}. {facts}", width)
    for number, report in enumerate(debrief.questions, 1):
        if verdicts:
            yield f"\n{_asked(number, report, width)}\n"
            if report.answer:
                yield f"Your answer:\n{verbatim(report.answer, width, '  ')}\n"
            if report.round.submissions:
                yield f"Your code:\n{verbatim(report.round.submissions[-1].code, width, '  ')}\n"
            yield from _verdict(report, width)
        else:
            yield _asked(number, report, width)
    if debrief.review:
        names = ", ".join(report.question.id for report in debrief.review)
        if verdicts:
            yield ""
        yield hanging("Worth another look: ", names, width)


def _asked(number: int, report: QuestionReport, width: int) -> str:
    score = percent(report.score.final if report.counts else None)
    ended = _ENDS.get(report.round.end) if report.round.end else None
    first = report.question.prompt.replace("**", "").strip().split("\n")[0]
    return hanging(f"{number}. ", f"{score}{f', {ended}' if ended else ''}: {first}", width)


def _verdict(report: QuestionReport, width: int) -> Iterator[str]:
    score = report.score.final if report.counts else None
    yield hanging("Score: ", f"{percent(score)}. {report.reason}", width)
    unaided = report.score.unaided
    if unaided is not None and percent(unaided) != percent(score):
        yield f"Your first answer alone: {percent(unaided)}."
    yield from _section("Covered", _points(report, {Status.HIT, Status.PARTIAL}, width))
    missing = [point for point in report.points if point.core and point.status is Status.MISS]
    yield from _section("Missing", [_point(point, report.answer, width) for point in missing])
    mistaken = [_mistake(mistake, report.answer, width) for mistake in report.mistakes]
    yield from _section("Mistaken", [*_points(report, {Status.CONTRADICTED}, width), *mistaken])
    bonus = [point for point in report.points if not point.core and point.status is Status.MISS]
    yield from _section("Beyond the core", [hanging("- ", point.point.statement, width, "  ") for point in bonus])
    yield from _section("One level deeper", [_point(point, report.deeper_answer, width) for point in report.deeper])
    yield from _section("Options", _options(report, width))
    if report.question.expected is not None:
        outputs = " or ".join(report.question.expected.outputs)
        yield from _section("Output", [hanging("", outputs, width, "  ")])
    if report.question.model_answer:
        yield from _section("A model answer", [prose(report.question.model_answer, width, "  ")])


def _section(heading: str, parts: list[str]) -> list[str]:
    return ["", heading, *parts] if parts else []


def _points(report: QuestionReport, statuses: set[Status], width: int) -> list[str]:
    return [_point(point, report.answer, width) for point in report.points if point.status in statuses]


def _point(point: PointReport, answer: str, width: int) -> str:
    """Return a key point, the words that decided, the grader's reason, and what help it took."""
    bonus = "" if point.core else " (bonus)"
    lines = [hanging(MARKS[point.status], f"{point.point.statement}{bonus}", width, "  ")]
    if point.status is not Status.MISS:
        lines += _said(answer, point.evidence, width)
    if point.reason:
        lines.append(hanging("", point.reason, width, "    "))
    if point.credit and point.help in _HELP:
        lines.append(f"    {_HELP[point.help]}")
    return "\n".join(lines)


def _mistake(mistake: MistakeReport, answer: str, width: int) -> str:
    mark = "✓ set right: " if mistake.repaired else "⚠ mistaken: "
    lines = [hanging(mark, mistake.statement, width, "  "), *_said(answer, mistake.evidence, width)]
    if mistake.correction:
        lines.append(hanging("→ ", mistake.correction, width, "    "))
    return "\n".join(lines)


def _said(answer: str, evidence: tuple[Span, ...], width: int) -> list[str]:
    return [hanging("you said: ", f"“{excerpt(answer, *span)}”", width, "    ") for span in evidence[:_QUOTES]]


def _options(report: QuestionReport, width: int) -> list[str]:
    return [
        hanging(f"{'✓' if option.correct else '✗'} ({plain(option.id)}) ", f"{option.text} {option.why}", width, "  ")
        for option in report.question.options
        if option.why
    ]
