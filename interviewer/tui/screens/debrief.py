"""What a session came to, question by question."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.interview.debrief import Debrief, QuestionReport
from interviewer.interview.state import End
from interviewer.text import plain
from interviewer.tui.content import literal
from interviewer.tui.messages import AgainAsked, HomeAsked, Overruled
from interviewer.tui.screens.overrule import OverruleScreen, disputable
from interviewer.tui.widgets.key_footer import KeyFooter
from interviewer.tui.widgets.report import ReportView, score_line
from interviewer.tui.widgets.stopwatch import clock_face

_ENDS = {End.SKIPPED: "skipped", End.GIVEN_UP: "left", End.TIME: "out of time", End.FINISHED: "stopped"}


class DebriefScreen(Screen[None]):
    """Scores of a session on one side, the verdict on the chosen question on the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "again", "Try again", tooltip="Practise the chosen question once more", id="debrief.again"),
        Binding("o", "overrule", "I said that", tooltip="Turn a verdict over: you did say it", id="debrief.overrule"),
        Binding("h,escape", "home", "Home", tooltip="Back to the first screen", id="debrief.home"),
        # The list of questions has a use for these two as well, so the screen's goes first.
        Binding("pageup", "scroll(-1)", "Up", False, tooltip="Scroll the verdict back", id="debrief.up", priority=True),
        Binding("pagedown", "scroll(1)", "Down", tooltip="Scroll the verdict on", id="debrief.down", priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 -- as Textual declares it
    HELP = """
    Choose a question with the arrow keys to see its verdict; **t** opens it again as practice.
    **o** says "I did say that": your word counts and is shown as yours.
    ✓ covered, ◐ in part, ✗ missing, ⚠ contradicted. Bonus points are praise and never enter the score.
    """

    def __init__(self, debrief: Debrief, session: str, number: int = 0) -> None:
        super().__init__()
        self._first = number
        self.debrief = debrief
        self.session = session

    def compose(self) -> ComposeResult:
        """Lay out the session's score, the questions, the verdict."""
        yield Static(self._headline(), id="headline", markup=False)
        with Horizontal(id="panes"):
            yield OptionList(
                *(Option(_entry(n, report), id=str(n - 1)) for n, report in enumerate(self.debrief.questions, 1)),
                id="questions",
                markup=False,
            )
            yield VerticalScroll(id="verdict")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start at the question that is wanted."""
        questions = self.query_one("#questions", OptionList)
        questions.highlighted = min(self._first, len(self.debrief.questions) - 1)
        questions.focus()

    @on(OptionList.OptionHighlighted, "#questions")
    async def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        await self._show(event.option_index)
        self.query_one("#verdict", VerticalScroll).scroll_home(animate=False)

    async def _show(self, number: int) -> None:
        verdict = self.query_one("#verdict", VerticalScroll)
        await verdict.remove_children()
        await verdict.mount(ReportView(self.debrief.questions[number]))

    async def renew(self, debrief: Debrief) -> None:
        """Show the debrief as it has become."""
        self.debrief = debrief
        self.query_one("#headline", Static).update(self._headline())
        questions = self.query_one("#questions", OptionList)
        for number, report in enumerate(debrief.questions):
            questions.replace_option_prompt_at_index(number, _entry(number + 1, report))
        await self._show(questions.highlighted or 0)

    @on(OptionList.OptionSelected, "#questions")
    def _into(self) -> None:
        self.query_one("#verdict").focus()

    def action_again(self) -> None:
        """Ask to practise the chosen question."""
        chosen = self.query_one("#questions", OptionList).highlighted
        if chosen is not None:
            self.post_message(AgainAsked(self.debrief.questions[chosen].question.id))

    def action_overrule(self) -> None:
        """Let the candidate say which key point they did state."""
        number = self.query_one("#questions", OptionList).highlighted
        if number is None:
            return
        report = self.debrief.questions[number]
        if report.answer and disputable(report):
            self.app.push_screen(OverruleScreen(report), partial(self._overruled, number))
        else:
            self.notify("There is no verdict to turn over on this question.", markup=False)

    def _overruled(self, number: int, point: str | None) -> None:
        if point is not None:
            self.post_message(Overruled(self, number, point))

    def action_home(self) -> None:
        """Go home."""
        self.post_message(HomeAsked())

    def action_scroll(self, direction: int) -> None:
        """Scroll the verdict by a page."""
        verdict = self.query_one("#verdict", VerticalScroll)
        verdict.scroll_page_up() if direction < 0 else verdict.scroll_page_down()

    def _headline(self) -> Content:
        debrief = self.debrief
        counted = sum(report.counts for report in debrief.questions)
        lines = [Content.assemble("Debrief  ", score_line(debrief.score))]
        facts = f"{counted} question{'s' if counted != 1 else ''} scored in {clock_face(debrief.seconds)}"
        if debrief.unaided is not None and debrief.score is not None and debrief.unaided != debrief.score:
            facts += f" · first answers alone {debrief.unaided:.0%}"
        claimed = sum(point.overruled for report in debrief.questions for point in report.points)
        if (own := debrief.judgement) is not None:
            facts += f" · you thought {own.rated:.0%} of what scored {own.scored:.0%}"
        if claimed:
            facts += f" · {claimed} by your own word"
        lines.append(literal(facts, "$text-muted"))
        if debrief.review:
            names = ", ".join(report.question.id for report in debrief.review)
            lines.append(literal(f"Worth another look: {names}"))
        return Content("\n").join(lines)


def _entry(number: int, report: QuestionReport) -> Content:
    """Return one line of the list: number, score, what was asked."""
    ended = _ENDS.get(report.round.end) if report.round.end else None
    score = "  –" if not report.counts else f"{report.score.final:4.0%}"
    first = " ".join(plain(report.question.prompt).replace("`", "").replace("**", "").split())
    return Content.assemble(f"{number:2}. {score}  ", (f"[{ended}] " if ended else "", "$text-muted"), first)
