"""Earlier sessions, newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.progress.history import StoredSession
from interviewer.tui.content import literal
from interviewer.tui.messages import HomeAsked, ResumeAsked, SessionChosen
from interviewer.tui.widgets.key_footer import KeyFooter


class SessionsScreen(Screen[None]):
    """A list of sessions; Enter opens the debrief of one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "resume", "Resume", tooltip="Go on with this unfinished session", id="sessions.resume"),
        Binding("h,escape", "home", "Home", tooltip="Back to the first screen", id="sessions.home"),
    ]
    HELP = """
    **Enter** opens the debrief of a session; unfinished ones show what has been answered so far, and **r** goes on with
    them.
    """

    def __init__(self, sessions: Sequence[StoredSession]) -> None:
        super().__init__()
        self._sessions = sessions

    def compose(self) -> ComposeResult:
        """Lay out the list, or say that there is nothing yet."""
        yield Static(literal("Earlier sessions: Enter opens one"), id="headline", markup=False)
        if self._sessions:
            yield OptionList(*(Option(literal(_entry(stored))) for stored in self._sessions), id="sessions")
        else:
            yield Static(literal("None yet. Press h, then s, to begin your first."), id="none", markup=False)
        yield KeyFooter()

    @on(OptionList.OptionSelected, "#sessions")
    def _open(self, event: OptionList.OptionSelected) -> None:
        self.post_message(SessionChosen(self._sessions[event.option_index]))

    @on(OptionList.OptionHighlighted, "#sessions")
    def _moved(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go on only with what is unfinished."""
        del parameters
        if action != "resume":
            return True
        chosen = self._chosen()
        return chosen is not None and chosen.finished is None

    def action_resume(self) -> None:
        """Go on with the chosen session."""
        chosen = self._chosen()
        if chosen is not None:
            self.post_message(ResumeAsked(chosen.id))

    def _chosen(self) -> StoredSession | None:
        listed = self.query("#sessions").results(OptionList)
        highlighted = next((one.highlighted for one in listed), None)
        return None if highlighted is None else self._sessions[highlighted]

    def action_home(self) -> None:
        """Go home."""
        self.post_message(HomeAsked())


def _entry(stored: StoredSession) -> str:
    when = datetime.fromtimestamp(stored.began).strftime("%Y-%m-%d %H:%M")
    questions = stored.plan.get("questions", [])
    topics = sorted({question.partition(".")[0] for question in questions})
    state = "" if stored.finished else " · unfinished"
    count = f"{len(questions)} question{'s' if len(questions) != 1 else ''}"
    return f"{when} · {stored.plan.get('mode', '')} · {count}{state} · {', '.join(topics)}"
