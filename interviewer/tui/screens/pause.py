"""The session stands still until the candidate is back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from interviewer.tui.content import literal
from interviewer.tui.widgets.key_footer import KeyFooter


class PauseScreen(ModalScreen[bool]):
    """Covers the question, so that a pause is a pause; dismissed with True to go on, False to leave for home."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,f8,escape", "go_on", "Go on", tooltip="Go on with the interview", id="pause.resume"),
        Binding("h", "leave", "Home", tooltip="Leave; the session can be resumed from home", id="pause.home"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the notice and its two ways out."""
        with Vertical(classes="dialog"):
            yield Static(literal("Paused. The clock stands still, and everything is saved."), markup=False)
            yield Button("Go on (Enter)", id="go-on", variant="primary")
            yield Button("Home (h)", id="leave")
        yield KeyFooter()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Leave the way that was pressed."""
        self.dismiss(event.button.id == "go-on")

    def action_go_on(self) -> None:
        """Go on with the interview."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave for home."""
        self.dismiss(False)
