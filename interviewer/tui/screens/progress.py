"""Where the candidate stands, and what to practise next: every row leads to something to do."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static, TabbedContent, TabPane
from textual.widgets.option_list import Option

from interviewer.progress.attempts import QuestionFigures
from interviewer.progress.days import local_day
from interviewer.progress.names import Names
from interviewer.progress.statistics import Progress
from interviewer.text import counted
from interviewer.tui.content import lines_of, literal
from interviewer.tui.messages import GoalAsked, GoalSet, HomeAsked, ReviewAsked
from interviewer.tui.progress_rows import (
    LONG_NAME,
    NAME,
    SKILL_COLUMNS,
    TOPIC_COLUMNS,
    Row,
    code_rows,
    head,
    mistake_rows,
    question_rows,
    session_rows,
    skill_rows,
    today_rows,
    topic_rows,
    weak_rows,
)
from interviewer.tui.screens.goal import Chosen, GoalScreen
from interviewer.tui.widgets.figures import calendar, forecast
from interviewer.tui.widgets.key_footer import KeyFooter
from interviewer.tui.widgets.scores_plot import ScoresPlot

WIDE = 100
"""Columns from which on a whole year fits into the calendar, and long names into the tables."""


class ProgressScreen(Screen[None]):
    """Today, topics, skills, scores over time, weak points, misconceptions, code and questions, each a tab."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "review", "Review", tooltip="Answer the key points that are due", id="progress.review"),
        Binding("g", "goal", "Goal", tooltip="Set the date and level of your interview", id="progress.goal"),
        Binding("h,escape", "home", "Home", tooltip="Back to the first screen", id="progress.home"),
        Binding("n", "tab(1)", "Next tab", tooltip="The next tab", id="progress.next-tab"),
        Binding("b", "tab(-1)", "Tab before", False, tooltip="The tab before", id="progress.tab-before"),
    ]
    HELP = """
    **n** and **b** go from tab to tab, the arrow keys from row to row; **Enter** does what a row is for: a session on a
    topic or a skill, a review of a weak point, another go at a challenge, the debrief of a session, every attempt at a
    question. **v** asks what is due.

    A session's **score** is the mean of what its answers earned. **Mastery** is the score to be expected on a middling
    question of a topic, from all answers to it; its band holds it four times in five. Neither is made of the other.
    """

    def __init__(
        self,
        progress: Progress,
        questions: Sequence[QuestionFigures],
        names: Names,
        now: float,
    ) -> None:
        super().__init__()
        self._progress = progress
        self._questions = questions
        self._names = names
        self._now = now
        self._rows: dict[str, list[Row]] = {}

    def compose(self) -> ComposeResult:
        """Lay out a tab for each kind of figure."""
        made, names = self._progress, self._names
        room = LONG_NAME if self._wide else NAME
        with TabbedContent(id="tabs"):
            with TabPane("Today", id="today"), VerticalScroll(id="today-scroll", can_focus=False):
                yield Static(self._summary(), id="today-text", markup=False)
                yield from self._list("today", today_rows(made, names, local_day(self._now)), "")
                yield Static(self._calendars(), id="calendars", markup=False)
            with TabPane("Topics", id="topics"):
                yield Static(literal(head(TOPIC_COLUMNS, room), "$text-muted"), classes="head", markup=False)
                yield from self._list("topics", topic_rows(made, names, room), "No topic has been asked yet.")
            with TabPane("Skills", id="skills"):
                yield Static(literal(head(SKILL_COLUMNS, room), "$text-muted"), classes="head", markup=False)
                yield from self._list("skills", skill_rows(made, names, room), "No skill has been practised yet.")
            with TabPane("Scores", id="scores"):
                if made.sessions:
                    yield ScoresPlot(made.sessions, made.retained, id="plot")
                    yield Static(self._judgement(), id="judgement", markup=False)
                yield from self._list("scores", session_rows(made), "Scores are drawn from your first session on.")
            with TabPane("Weak", id="weak"):
                yield from self._list("weak", weak_rows(made, names), "No key point has been missed.")
            with TabPane("Mistakes", id="mistakes"):
                yield from self._list("mistakes", mistake_rows(made, names), "No misconception has been seen.")
            with TabPane("Code", id="code"):
                yield from self._list("code", code_rows(made, names), "No code challenge has been tried: c on home.")
            with TabPane("Questions", id="questions"):
                if self._questions:
                    yield Input(placeholder="Type to search the questions you have answered", id="search", compact=True)
                rows = list(question_rows(self._questions, names, ""))
                yield from self._list("questions", rows, "No question has been answered yet.")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start with what there is to do today."""
        self.query_one("#today-list").focus()

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= WIDE

    def _list(self, name: str, rows: list[Row], nothing: str) -> ComposeResult:
        self._rows[name] = rows
        if rows:
            yield OptionList(*(Option(lines_of([row[0]])) for row in rows), id=f"{name}-list", markup=False)
        else:
            yield Static(literal(nothing), classes="nothing", markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        name = str(event.option_list.id).removesuffix("-list")
        self.post_message(self._rows[name][event.option_index][1])

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        self._rows["questions"] = list(question_rows(self._questions, self._names, event.value))
        listed = self.query_one("#questions-list", OptionList)
        listed.clear_options()
        listed.add_options(Option(lines_of([row[0]])) for row in self._rows["questions"])

    @on(TabbedContent.TabActivated)
    def _tab_shown(self, event: TabbedContent.TabActivated) -> None:
        listed = event.pane.query(OptionList)
        if listed:
            listed.first().focus()

    def action_tab(self, step: int) -> None:
        """Go to another tab."""
        tabs = self.query_one(TabbedContent)
        names = [str(pane.id) for pane in tabs.query(TabPane)]
        # A tab that holds the focus comes back, and one with nothing to choose from takes none.
        self.set_focus(None)
        tabs.active = names[(names.index(tabs.active) + step) % len(names)]

    def action_review(self) -> None:
        """Ask for a review."""
        self.post_message(ReviewAsked())

    @on(GoalAsked)
    def action_goal(self) -> None:
        """Set a goal."""
        made = self._progress
        self.app.push_screen(GoalScreen(made.goal, local_day(self._now), made.today.most), self._goal_chosen)

    def _goal_chosen(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self.post_message(GoalSet(chosen.goal, chosen.most))

    def action_home(self) -> None:
        """Go home."""
        self.post_message(HomeAsked())

    def _summary(self) -> Content:
        today = self._progress.today
        here = f"Today {counted(today.answers, 'question')}, {counted(round(today.minutes), 'minute')}."
        ever = f"In all {counted(today.total, 'question')}, {today.total_minutes / 60:,.1f} hours."
        return literal(f"{here} Streak {counted(today.streak, 'day')}. {ever}")

    def _calendars(self) -> Content:
        today = local_day(self._now)
        weeks = 52 if self._wide else 26
        return lines_of(
            [
                literal(""),
                literal("Due in the next 14 days, today first", "bold"),
                forecast(self._progress.forecast, today),
                literal(""),
                literal(f"The last {weeks} weeks: · nothing, ░▒▓ more and more, █ half an hour", "bold"),
                calendar(self._progress.days, today, weeks),
            ]
        )

    def _judgement(self) -> Content:
        one = self._progress.judgement
        if not one.enough:
            said = "Rate your answers in mock interviews to see how well you judge yourself."
        else:
            said = (
                f"You rated {counted(one.ratings, 'answer')} {one.rated:.0%}; they scored {one.scored:.0%}:"
                f" you judge yourself {one.in_words()}."
            )
        return literal(said, "$text-muted")
