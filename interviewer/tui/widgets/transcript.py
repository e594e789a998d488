"""The conversation so far, like a chat."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from interviewer.interview.events import Act, MoveKind
from interviewer.interview.state import Line, Speaker
from interviewer.knowledge.models import Question
from interviewer.tui.content import literal
from interviewer.tui.widgets.prose import Prose, question_markdown

_NAMES = {
    MoveKind.ASK: "Question",
    MoveKind.PUMP: "Interviewer",
    MoveKind.HINT: "Hint",
    MoveKind.PROMPT: "Interviewer",
    MoveKind.PROBE: "Interviewer",
    MoveKind.DEEPER: "One level deeper",
    MoveKind.REPEAT: "Again",
    MoveKind.CLARIFY: "Interviewer",
    MoveKind.NOTE: "Interviewer",
    MoveKind.CLOSE: "Interviewer",
    MoveKind.DEBRIEF: "Interviewer",
}
_ACTS = {
    Act.HINT: "asks for a hint",
    Act.SKIP: "skips the question",
    Act.REPEAT: "asks to hear it again",
    Act.CLARIFY: "asks back",
    Act.DONT_KNOW: "does not know",
}


class Bubble(Vertical):
    """One line of the conversation under its speaker's name."""

    def __init__(self, line: Line, question: Question) -> None:
        asked = line.speaker is Speaker.INTERVIEWER
        super().__init__(classes="-interviewer" if asked else "-candidate")
        self.line = line
        self.question = question

    def compose(self) -> ComposeResult:
        """Lay out name and words; only the bank's own words are Markdown."""
        line = self.line
        if line.speaker is Speaker.CANDIDATE:
            words = line.text or f"({_ACTS.get(line.kind, 'goes on') if isinstance(line.kind, Act) else ''})"
            yield Static(literal("You"), classes="name", markup=False)
            yield Static(literal(words), classes="words", markup=False)
            return
        name = _NAMES[line.kind] if isinstance(line.kind, MoveKind) else ""
        whole = line.kind is MoveKind.ASK or (line.kind is MoveKind.REPEAT and line.text == self.question.prompt)
        yield Static(literal(name), classes="name", markup=False)
        yield Prose(question_markdown(self.question) if whole else line.text)


class Transcript(VerticalScroll):
    """Scrolls to what was said last."""

    can_focus = True

    async def say(self, *widgets: Widget, top: Widget | None = None) -> None:
        """Add to the conversation and show its end, or the beginning of ``top``."""
        await self.mount_all(widgets)
        if top is None:
            self.call_after_refresh(self.scroll_end, animate=False)
        else:
            self.call_after_refresh(self.scroll_to_widget, top, animate=False, top=True)
