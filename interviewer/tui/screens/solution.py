"""The reference solution of a challenge, to be read."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from interviewer.challenges.events import Ratios
from interviewer.knowledge.challenges import ChallengeFolder
from interviewer.tui.content import literal
from interviewer.tui.widgets.key_footer import KeyFooter
from interviewer.tui.widgets.prose import Prose
from interviewer.tui.widgets.run_panel import times


class SolutionScreen(ModalScreen[None]):
    """Code, the way to it in words, and where to read on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f7,q", "close", "Close", tooltip="Back to the challenge", id="solution.close"),
    ]

    def __init__(self, folder: ChallengeFolder, ratios: Ratios | None = None) -> None:
        super().__init__()
        self._folder = folder
        self._ratios = ratios

    def compose(self) -> ComposeResult:
        """Lay out the reading and the code."""
        challenge = self._folder.challenge
        with Vertical(classes="dialog"):
            yield Static(literal(f"Reference solution: {challenge.title}"), classes="heading", markup=False)
            with VerticalScroll(id="reading"):
                yield Prose(challenge.hints[-1])
                yield Prose(f"```python\n{self._folder.solution.rstrip()}\n```")
                if self._ratios is not None and self._ratios.time is not None:
                    yield Static(literal(f"Yours takes {times(self._ratios.time)} its time."), markup=False)
                sources = [source for source in challenge.sources if not source.startswith("seed:")]
                if sources:
                    yield Static(literal("Read on: " + ", ".join(sources), "$text-muted"), markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#reading").focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
