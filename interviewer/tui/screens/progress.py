"""Where the candidate stands, and what to practise next: every row leads to something to do."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static, TabbedContent, TabPane
from textual.widgets.option_list import Option

from interviewer.interview.coding import PREFIX as CODE
from interviewer.interview.reviewing import review_id
from interviewer.knowledge.models import Question
from interviewer.progress.attempts import QuestionFigures
from interviewer.progress.days import local_day
from interviewer.progress.goals import DayPlan, Goal
from interviewer.progress.statistics import Progress
from interviewer.text import plain
from interviewer.tui.content import lines_of, literal
from interviewer.tui.messages import (
    AgainAsked,
    AttemptsAsked,
    ChallengeChosen,
    GoalSet,
    HomeAsked,
    ReviewAsked,
    TopicAsked,
)
from interviewer.tui.screens.goal import GoalScreen, goal_line
from interviewer.tui.widgets.figures import calendar, mastery_bar, sparkline, trend
from interviewer.tui.widgets.key_footer import KeyFooter
from interviewer.tui.widgets.scores_plot import ScoresPlot

Row = tuple[Content, Message]
"""What a row says, and what Enter on it asks for."""


class ProgressScreen(Screen[None]):
    """Today, topics, scores over time, weak points, misconceptions, code and questions, each a tab."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "review", "Review", tooltip="Answer the key points that are due", id="progress.review"),
        Binding("g", "goal", "Goal", tooltip="Set the date and level of your interview", id="progress.goal"),
        Binding("h,escape", "home", "Home", tooltip="Back to the first screen", id="progress.home"),
        Binding("n", "tab(1)", "Next tab", tooltip="The next tab", id="progress.next-tab"),
        Binding("b", "tab(-1)", "Tab before", False, tooltip="The tab before", id="progress.tab-before"),
    ]
    HELP = """
    **n** and **b** go from tab to tab, the arrow keys from row to row; **Enter** does what a row is for: a session on a
    topic, a review of a weak point, another go at a challenge, every attempt at a question.
    Mastery is the score to be expected on a middling question of a topic, with the band that holds it four times in
    five; it is shown from three answers on. **v** asks what is due.
    """

    def __init__(
        self,
        progress: Progress,
        questions: Sequence[QuestionFigures],
        titles: dict[str, str],
        lookup: Callable[[str], Question],
        now: float,
        *,
        goal: Goal | None = None,
        plan: DayPlan | None = None,
    ) -> None:
        super().__init__()
        self._progress = progress
        self._questions = questions
        self._titles = titles
        self._lookup = lookup
        self._now = now
        self._goal = goal
        self._plan = plan
        self._rows: dict[str, list[Row]] = {}

    def compose(self) -> ComposeResult:
        """Lay out a tab for each kind of figure."""
        made = self._progress
        with TabbedContent(id="tabs"):
            with TabPane("Today", id="today"), VerticalScroll(id="today-scroll"):
                yield Static(self._today(), id="today-text", markup=False)
            with TabPane("Topics", id="topics"):
                yield from self._list("topics", self._topic_rows(), "No topic has been asked yet.")
            with TabPane("Scores", id="scores"):
                if made.sessions:
                    yield ScoresPlot(made.sessions, made.retained, id="plot")
                    yield Static(self._pacing(), id="pacing", markup=False)
                else:
                    yield Static(literal("Scores are drawn from your first session on."), markup=False)
            with TabPane("Weak", id="weak"):
                yield from self._list("weak", self._weak_rows(), "No key point has been missed.")
            with TabPane("Mistakes", id="mistakes"):
                yield from self._list("mistakes", self._mistake_rows(), "No misconception has been seen.")
            with TabPane("Code", id="code"):
                yield from self._list("code", self._code_rows(), "No code challenge has been tried: c on home.")
            with TabPane("Questions", id="questions"):
                yield Input(placeholder="Type to search the questions you have answered", id="search", compact=True)
                yield from self._list("questions", self._question_rows(""), "No question has been answered yet.")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start where one reads."""
        self.query_one("#today-scroll").focus()

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
        if not self.query("#questions-list"):
            return
        self._rows["questions"] = self._question_rows(event.value)
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
        tabs.active = names[(names.index(tabs.active) + step) % len(names)]

    def action_review(self) -> None:
        """Ask for a review."""
        self.post_message(ReviewAsked())

    def action_goal(self) -> None:
        """Set a goal."""
        self.app.push_screen(GoalScreen(self._goal, local_day(self._now)), self._goal_chosen)

    def _goal_chosen(self, chosen: tuple[Goal | None] | None) -> None:
        if chosen is not None:
            self.post_message(GoalSet(chosen[0]))

    def action_home(self) -> None:
        """Go home."""
        self.post_message(HomeAsked())

    def _today(self) -> Content:
        made, today = self._progress, self._progress.today
        lines = [
            literal(_count(today.answers, "question") + f" and {today.minutes:.0f} minutes today."),
            literal(f"{_count(today.due, 'key point')} due: v asks them." if today.due else "Nothing is due today."),
            literal(
                f"Streak: {_count(today.streak, 'day')}. In all {_count(today.total, 'question')} in"
                f" {today.total_minutes / 60:.1f} hours."
            ),
            literal(goal_line(self._goal, self._plan, self._titles), "$text-accent"),
            literal(""),
            literal("Due in the next 14 days, today first", "bold"),
            literal(f"{sparkline(made.forecast)}  {' '.join(map(str, made.forecast))}"),
            literal(""),
            literal("The last half year, a column a week: · nothing, ░▒▓ more, █ half an hour", "bold"),
            calendar(made.days, local_day(self._now), 26),
        ]
        if made.topics and made.topics[0].standing.enough:
            weakest = self._titles.get(made.topics[0].topic, made.topics[0].topic)
            lines += [literal(""), literal(f"Weakest topic: {weakest}. The tab Topics starts a session on it.")]
        return lines_of(lines)

    def _topic_rows(self) -> list[Row]:
        rows: list[Row] = []
        for one in self._progress.topics:
            title = self._titles.get(one.topic, one.topic)
            due = f"  {one.due} due" if one.due else ""
            facts = f"  n={one.standing.answers} {trend(one.trend):5}{due}"
            line = Content.assemble(f"{plain(title)[:26]:26} ", mastery_bar(one), (facts, "$text-muted"))
            rows.append((line, TopicAsked(one.topic)))
        return rows

    def _weak_rows(self) -> list[Row]:
        rows: list[Row] = []
        for one in self._progress.weak:
            mark = "✗" if one.status in {"miss", "contradicted"} else "✓"
            said = self._statement(one.question, one.point)
            facts = f"{one.misses} of {one.answers}  "
            where = f"  {one.question}"
            line = Content.assemble(f"{mark} ", (facts, "$text-muted"), plain(said), (where, "$text-muted"))
            rows.append((line, AgainAsked(review_id(one.question, one.point))))
        return rows

    def _mistake_rows(self) -> list[Row]:
        rows: list[Row] = []
        for one in self._progress.mistakes:
            mark = "✓ set right" if one.last_repaired else "⚠ held     "
            said = self._misconception(one.question, one.mistake)
            line = Content.assemble(f"{mark} {one.shown}×  ", plain(said), (f"  {one.question}", "$text-muted"))
            rows.append((line, AgainAsked(one.question)))
        return rows

    def _code_rows(self) -> list[Row]:
        rows: list[Row] = []
        for one in self._progress.solved:
            mark = "✓" if one.solved else "~"
            ratio = f" · {one.ratio:.2g}× the reference's time" if one.ratio is not None else ""
            facts = f"  {_count(one.attempts, 'attempt')}{ratio}"
            line = Content.assemble(f"{mark} ", plain(self._title(CODE + one.challenge)), (facts, "$text-muted"))
            rows.append((line, ChallengeChosen(one.challenge)))
        return rows

    def _question_rows(self, words: str) -> list[Row]:
        rows: list[Row] = []
        wanted = words.casefold().split()
        for one in self._questions:
            title = self._title(one.question)
            if not all(word in f"{title} {one.question}".casefold() for word in wanted):
                continue
            when = datetime.fromtimestamp(one.at).astimezone().strftime("%d %b")
            scores = f"{one.last:4.0%}" if one.attempts == 1 else f"{one.first:.0%} → {one.last:.0%}"
            line = Content.assemble((f"{when}  {one.attempts:3}× ", "$text-muted"), f"{scores:>11}  ", plain(title))
            rows.append((line, AttemptsAsked(one.question)))
        return rows

    def _pacing(self) -> Content:
        paces = [one for one in self._progress.pacing if one.answers >= 3][:3]
        if not paces:
            return literal("Pacing is told from three answers in a topic on.", "$text-muted")
        named = ", ".join(f"{self._titles.get(one.topic, one.topic)} {one.ratio:.1f}×" for one in paces)
        return literal(f"Slowest beside the time foreseen: {named}.", "$text-muted")

    def _title(self, question: str) -> str:
        try:
            prompt = self._lookup(question).prompt
        except LookupError:
            return question
        return " ".join(prompt.replace("`", "").replace("**", "").split("\n")[0].split())

    def _statement(self, question: str, point: str) -> str:
        try:
            points = self._lookup(question).key_points
        except LookupError:
            return point
        return next((one.statement for one in points if one.id == point), point)

    def _misconception(self, question: str, mistake: str) -> str:
        try:
            held = self._lookup(question).misconceptions
        except LookupError:
            return mistake
        return next((one.statement for one in held if one.id == mistake), mistake)


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"
