"""The interview to be ready for."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static

from interviewer.progress.goals import DayPlan, Goal
from interviewer.tui.content import literal
from interviewer.tui.widgets.key_footer import KeyFooter

_LEVELS = [("1 · warm-up", 1), ("2 · core", 2), ("3 · senior", 3), ("4 · expert", 4)]


class GoalScreen(ModalScreen[tuple[Goal | None]]):
    """Dismissed with the goal, with (None,) to have none, or with None to leave it as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", tooltip="Leave the goal as it is", id="goal.leave"),
    ]

    def __init__(self, goal: Goal | None, today: date) -> None:
        super().__init__()
        self._goal = goal
        self._today = today

    def compose(self) -> ComposeResult:
        """Lay out date and level."""
        day = self._goal.day if self._goal else self._today + timedelta(days=14)
        with Vertical(classes="dialog"):
            yield Label("When is your interview? (year-month-day)", markup=False)
            yield Input(day.isoformat(), id="day", compact=True)
            yield Label("Its level", markup=False)
            yield Select(_LEVELS, value=self._goal.level if self._goal else 2, allow_blank=False, id="level")
            yield Static("", id="problem", markup=False)
            yield Button("Set the goal", id="set", variant="primary")
            yield Button("Have no goal", id="none")
        yield KeyFooter()

    @on(Button.Pressed, "#set")
    @on(Input.Submitted, "#day")
    def _set(self) -> None:
        typed = self.query_one("#day", Input).value.strip()
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            self._say(f"{typed!r} is no date; write it like {self._today + timedelta(days=14)}.")
            return
        if day < self._today:
            self._say("That day is over.")
            return
        self.dismiss((Goal(day, int(str(self.query_one("#level", Select).value))),))

    @on(Button.Pressed, "#none")
    def _none(self) -> None:
        self.dismiss((None,))

    def action_leave(self) -> None:
        """Leave the goal as it is."""
        self.dismiss(None)

    def _say(self, problem: str) -> None:
        self.query_one("#problem", Static).update(literal(problem, "$text-error"))


def goal_line(goal: Goal | None, plan: DayPlan | None, titles: Mapping[str, str]) -> str:
    """Return in a sentence what the goal asks for today."""
    if goal is None or plan is None:
        return "No goal is set: g sets the date and level of your interview."
    if not plan.days:
        return f"Your interview was on {goal.day}: g sets the next one."
    left = "today" if plan.days == 1 else f"in {plan.days - 1} day{'s' if plan.days > 2 else ''}"
    if not plan.behind:
        return f"Interview {left}, level {goal.level}: you are there in every topic; reviews keep it so."
    named = ", ".join(titles.get(topic, topic) for topic in plan.topics)
    return (
        f"Interview {left}, level {goal.level}: today {named} (about {plan.answers} questions); "
        f"{len(plan.behind)} topics are behind."
    )
