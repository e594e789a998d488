"""Text for widgets: cleaned of what must not reach a terminal, never read as markup."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.markup import MarkupError

from interviewer.grading.result import Span, Status
from interviewer.text import plain

if TYPE_CHECKING:
    from interviewer.interview.debrief import QuestionReport

MARKS = {Status.HIT: "✓", Status.PARTIAL: "◐", Status.MISS: "✗", Status.CONTRADICTED: "⚠"}
"""One sign for each status; they tell the statuses apart without colour."""

STYLES = {
    Status.HIT: "$text-success",
    Status.PARTIAL: "$text-warning",
    Status.MISS: "$text-muted",
    Status.CONTRADICTED: "$text-error",
}
"""One colour for each status."""

MISTAKEN = "$text-error underline"
EARNED = {Status.HIT: "$text-success bold", Status.PARTIAL: "$text-warning bold"}


def literal(text: str, style: str = "") -> Content:
    """Return text as it is: no markup, no control or bidi characters."""
    return Content.styled(plain(text), style) if style else Content(plain(text))


def lines_of(lines: Iterable[Content]) -> Content:
    """Return each content on a line of its own."""
    return Content("\n").join(lines)


def without_markup(text: str) -> Content:
    """Return the words of a text in Textual's markup; where that is broken, the text as it is."""
    try:
        return literal(Content.from_markup(text).plain)
    except MarkupError:
        return literal(text)


def highlighted(report: "QuestionReport") -> Content:
    """Return the candidate's answer with the words that earned a point, or showed a misconception, marked."""
    # Full hits are painted over partial ones, and mistakes over both.
    marks = [
        (span, style)
        for status, style in sorted(EARNED.items(), key=lambda item: item[0] is Status.HIT)
        for point in report.points
        if point.status is status
        for span in point.evidence
    ]
    marks += [(span, MISTAKEN) for mistake in report.mistakes for span in mistake.evidence]
    marks += [
        (span, MISTAKEN) for point in report.points if point.status is Status.CONTRADICTED for span in point.evidence
    ]
    return marked(report.answer, marks)


def marked(text: str, marks: Iterable[tuple[Span, str]]) -> Content:
    """Return ``text`` with styles on ranges of it; ranges count characters of ``text`` before it is cleaned."""
    content = Content(plain(text))
    for span, style in marks:
        start, end = _cleaned_length(text, span.start), _cleaned_length(text, span.end)
        if start < end:
            content = content.stylize(style, start, end)
    return content


def _cleaned_length(text: str, end: int) -> int:
    """Return where position ``end`` of ``text`` stands once the text is cleaned."""
    return len(plain(text[:end]))
