"""Every attempt at one question, side by side."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.grading.result import Status
from interviewer.progress.attempts import Attempt
from interviewer.text import plain
from interviewer.tui.content import MARKS, lines_of, literal
from interviewer.tui.messages import AgainAsked, ProgressAsked, TranscriptAsked
from interviewer.tui.widgets.key_footer import KeyFooter
from interviewer.tui.widgets.stopwatch import clock_face

SIDE_BY_SIDE = 12
"""Attempts whose key points are shown side by side, the latest of all."""


class AttemptsScreen(Screen[None]):
    """Scores, key points side by side, and the way to each transcript."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "again", "Try again", tooltip="Practise this question once more", id="attempts.again"),
        Binding("escape,h", "back", "Back", tooltip="Back to progress", id="attempts.back"),
    ]
    HELP = "**Enter** opens the transcript and verdict of an attempt; **t** asks the question once more."

    def __init__(
        self,
        question: str,
        title: str,
        attempts: Sequence[Attempt],
        points: Mapping[str, Mapping[tuple[str, int], str]],
        statements: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._question = question
        self._title = title
        self._attempts = attempts
        self._points = points
        self._statements = statements

    def compose(self) -> ComposeResult:
        """Lay out title, the table of key points, the list of attempts."""
        yield Static(literal(self._title, "bold"), id="headline", markup=False)
        yield Static(self._table(), id="side-by-side", markup=False)
        yield OptionList(*(Option(literal(_entry(one))) for one in self._attempts), id="attempts", markup=False)
        yield KeyFooter()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        one = self._attempts[event.option_index]
        self.post_message(TranscriptAsked(one.session, one.number))

    def action_again(self) -> None:
        """Ask the question once more."""
        self.post_message(AgainAsked(self._question))

    def action_back(self) -> None:
        """Go back to progress."""
        self.post_message(ProgressAsked())

    def _table(self) -> Content:
        """Return a row a key point and a column an attempt, the oldest on the left."""
        shown = list(reversed(self._attempts[:SIDE_BY_SIDE]))
        lines = []
        for point, went in self._points.items():
            marks = [went.get((one.session, one.number), "") for one in shown]
            cells = " ".join(MARKS[Status(mark)] if mark else "·" for mark in marks)
            lines.append(Content.assemble(f"{cells}  ", plain(self._statements.get(point, point))))
        return lines_of(lines)


def _entry(one: Attempt) -> str:
    when = datetime.fromtimestamp(one.at).astimezone().strftime("%Y-%m-%d %H:%M")
    unaided = f", first answer alone {one.unaided:.0%}" if one.unaided is not None and one.unaided != one.score else ""
    review = " · review of one point" if one.review else ""
    return f"{when}  {one.score:4.0%}{unaided} · {clock_face(one.seconds)} min{review}"
