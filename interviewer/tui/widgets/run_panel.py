"""What a run shows while it goes on and when it is over: cases, verdict, curves, output."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Log, Static

from interviewer.challenges.events import CaseDone, Output, Plot, Ratios, Verdict
from interviewer.text import plain
from interviewer.tui.content import lines_of, literal
from interviewer.tui.widgets.curves import Curves

LATEST = 0.08
"""Seconds after which what has come is on the screen: text and points may come by the thousand."""

MOST_LINES, MOST_CHARACTERS = 2000, 200_000
"""Output that can be scrolled back to."""

NOTHING_YET = "F5 runs the visible cases, F6 submits."


class RunPanel(Horizontal):
    """The cases on one side; verdict, curves and output on the other.

    Attributes:
        verdict: the lines of the last verdict; empty while there is none.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._visible: list[Content] = []
        self._held_back: list[Content] = []
        self._text: list[str] = []
        self._output = ""
        self.verdict: list[Content] = []
        self._fresh = False

    def compose(self) -> ComposeResult:
        """Lay out both sides."""
        with VerticalScroll(id="cases-scroll"):
            yield Static(literal("No run yet.", "$text-muted"), id="cases", markup=False)
        with Vertical(id="outcome"):
            with VerticalScroll(id="verdict-scroll"):
                yield Static(literal(NOTHING_YET, "$text-muted"), id="verdict", markup=False)
            yield Curves(id="curves", classes="-hidden")
            yield Log(id="output", classes="-hidden")

    def on_mount(self) -> None:
        """Show what has come, a few times a second."""
        self.set_interval(LATEST, self._flush)

    def begin(self, *, visible_only: bool) -> None:
        """Clear everything for a new run."""
        self._visible.clear()
        self._held_back.clear()
        self._text.clear()
        self.verdict.clear()
        self._output = ""
        output = self.query_one("#output", Log)
        output.clear()
        output.add_class("-hidden")
        self.query_one(Curves).forget()
        self.query_one("#cases", Static).update("")
        self.say("Running the visible cases…" if visible_only else "Judging…", "$text-muted")

    def say(self, text: str, style: str = "") -> None:
        """Put words where the verdict stands."""
        self.query_one("#verdict", Static).update(literal(text, style))

    def show(self, event: Output | Plot | CaseDone) -> None:
        """Take in what a run tells on its way."""
        match event:
            case Output():
                self._text.append(event.text)
            case Plot():
                self.query_one(Curves).add(event.name, event.step, event.value)
            case CaseDone():
                (self._visible if event.visible else self._held_back).append(_case(event))
                self.query_one(Curves).pause()
                self._fresh = True

    def conclude(self, verdict: Verdict, code: str, *, visible_only: bool) -> None:
        """Show how a run ended."""
        self._flush()
        self.verdict = list(_said(verdict, code, visible_only=visible_only))
        self.query_one("#verdict", Static).update(lines_of(self.verdict))
        self.query_one("#verdict-scroll").scroll_home(animate=False)

    def measured(self, ratios: Ratios) -> None:
        """Add how fast the submission is beside the reference solution."""
        if ratios.time is None:
            return
        memory = f" and {times(ratios.memory)} its memory" if ratios.memory is not None else ""
        words = f"Your code takes {times(ratios.time)} the reference solution's time{memory}."
        self.verdict.append(literal(words, "$text-muted"))
        self.query_one("#verdict", Static).update(lines_of(self.verdict))

    def _cases(self) -> list[Content]:
        head = [literal("Held back:", "$text-muted")] if self._held_back else []
        return [*self._visible, *head, *self._held_back]

    def _flush(self) -> None:
        self.query_one(Curves).draw()
        if self._fresh:
            self._fresh = False
            self.query_one("#cases", Static).update(lines_of(self._cases()))
            self.query_one("#cases-scroll").scroll_end(animate=False)
        if self._text:
            # It is safe to show already; tabs alone have no width of their own in a log.
            self._write("".join(self._text).expandtabs(8))
            self._text.clear()

    def _write(self, text: str) -> None:
        """Add to the output; of a flood the end is kept, for a log that prunes itself scrolls past its lines."""
        output = self.query_one("#output", Log)
        whole = self._output + text
        self._output = _end_of(whole)
        if self._output == whole:
            output.write(text)
        else:
            output.clear()
            output.write(self._output)
        if output.has_class("-hidden"):
            output.remove_class("-hidden")
            # A log that was hidden has no size to scroll by yet.
            self.call_after_refresh(output.scroll_end, animate=False)


def _end_of(text: str) -> str:
    """Return the lines that are kept of an output."""
    if len(text) > MOST_CHARACTERS:
        text = text[-MOST_CHARACTERS:]
    lines = text.splitlines(keepends=True)
    return text if len(lines) <= MOST_LINES else "".join(lines[-MOST_LINES:])


def times(ratio: float) -> str:
    """Return a ratio in words, ``0.85 times``, ``120 times``."""
    return f"{ratio:.0f} times" if ratio >= 10 else f"{ratio:.2g} times"


def _case(event: CaseDone) -> Content:
    mark, style = ("✓", "$text-success") if event.passed else ("✗", "$text-error")
    return Content.assemble((f"{mark} ", style), plain(event.name), (f"  {event.ms:.1f} ms", "$text-muted"))


def _said(verdict: Verdict, code: str, *, visible_only: bool) -> Iterator[Content]:
    count = f"{verdict.cases} of {verdict.of} cases, " if verdict.of else ""
    end = f"{count}{verdict.ms:.0f} ms"
    where = f", {verdict.containment} on {verdict.device}" if verdict.containment else ""
    if verdict.stage == "cancelled":
        yield literal("Stopped.", "$text-warning")
        return
    if verdict.passed:
        first = "✓ The visible cases pass; F6 submits." if visible_only else "✓ Solved."
        yield literal(first, "$text-success bold")
        yield literal(f"{end}{where}", "$text-muted")
        return
    case = f" in the case “{verdict.case}”" if verdict.case else ""
    yield literal(f"✗ Fails at {verdict.stage}{case}", "$text-error bold")
    yield literal(verdict.message)
    lines = code.splitlines()
    told = any(f"line {verdict.line}," in paragraph for paragraph in verdict.details)
    if 1 <= verdict.line <= len(lines) and not told:
        yield literal(f"Line {verdict.line}: {lines[verdict.line - 1].strip()}", "$text-warning")
    for paragraph in verdict.details:
        yield literal(paragraph)
    if verdict.stage != "forbidden" and verdict.forbidden:
        yield literal(f"Forbidden too: {'; '.join(verdict.forbidden)}")
    yield literal(f"{end}{where}", "$text-muted")
