"""What can be done on a screen, and by which key."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

from interviewer.tui.content import literal


class HelpScreen(ModalScreen[None]):
    """The screen's own words about itself, then its keys; made from the bindings, so that it cannot drift."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q", "close", "Close", tooltip="Back to where you were", id="help.close"),
    ]

    def __init__(self, text: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._text = text
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out text and keys."""
        width = max((len(key) for key, _ in self._keys), default=0)
        table = [Content.assemble((f"{key:{width}}  ", "$text-accent bold"), what) for key, what in self._keys]
        with Vertical(classes="dialog"):
            with VerticalScroll():
                if self._text:
                    yield Markdown(self._text, open_links=False)
                yield Static(Content("\n").join(table), id="keys", markup=False)
            yield Static(literal("Escape closes this.", "$text-muted"), markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
