"""Where a candidate says "I did say that"."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.grading.result import Status
from interviewer.interview.debrief import PointReport, QuestionReport
from interviewer.tui.content import MARKS, literal


def disputable(report: QuestionReport) -> tuple[PointReport, ...]:
    """Return the verdicts that a candidate may turn over, or has turned over: all but full hits."""
    return tuple(point for point in report.points if point.status is not Status.HIT)


class OverruleScreen(ModalScreen[str | None]):
    """A choice of key points; dismissed with the id of the one whose verdict is turned over, or turned back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", tooltip="Leave every verdict as it is", id="overrule.leave"),
    ]

    def __init__(self, report: QuestionReport) -> None:
        super().__init__()
        self._points = disputable(report)

    def compose(self) -> ComposeResult:
        """Lay out the key points that were not found in full."""
        with Vertical(classes="dialog"):
            yield Static(
                literal("Which of these did you say? Your word counts, is shown as yours, and helps the author."),
                markup=False,
            )
            yield OptionList(*(Option(literal(_label(point)), point.point.id) for point in self._points), id="points")
            yield Static(
                literal("Enter turns the chosen verdict over, or back. Escape changes nothing.", "$text-muted"),
                markup=False,
            )

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)


def _label(point: PointReport) -> str:
    said = "you said it" if point.overruled else MARKS[point.status]
    return f"{said}  {point.point.statement}"
