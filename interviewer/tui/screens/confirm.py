"""A question before something that cannot be taken back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from interviewer.tui.content import literal
from interviewer.tui.widgets.key_footer import KeyFooter


class ConfirmScreen(ModalScreen[bool]):
    """Dismissed with True where the user is sure."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", tooltip="Do it", id="confirm.yes"),
        Binding("n,escape", "no", "No", tooltip="Leave everything as it is", id="confirm.no"),
    ]

    def __init__(self, question: str, deed: str) -> None:
        super().__init__()
        self._question = question
        self._deed = deed

    def compose(self) -> ComposeResult:
        """Lay out the question and both answers, the harmless one in focus."""
        with Vertical(classes="dialog"):
            yield Static(literal(self._question), markup=False)
            yield Button("No, go back (n)", id="no", variant="primary")
            yield Button(literal(f"{self._deed} (y)"), id="yes")
        yield KeyFooter()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer as pressed."""
        self.dismiss(event.button.id == "yes")

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Answer no."""
        self.dismiss(False)
