"""The interview to be ready for."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static

from interviewer.progress.goals import Goal
from interviewer.progress.load import LIMIT
from interviewer.tui.content import literal
from interviewer.tui.widgets.key_footer import KeyFooter

_LEVELS = [("1 · warm-up", 1), ("2 · core", 2), ("3 · senior", 3), ("4 · expert", 4)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A goal, None for none, and how many key points to review a day at most, None for no limit."""

    goal: Goal | None
    most: int | None


class GoalScreen(ModalScreen[Chosen]):
    """Dismissed with what was chosen, or with None to leave everything as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", tooltip="Leave the goal as it is", id="goal.leave"),
    ]

    def __init__(self, goal: Goal | None, today: date, most: int | None) -> None:
        super().__init__()
        self._goal = goal
        self._today = today
        self._most = most

    def compose(self) -> ComposeResult:
        """Lay out date and level."""
        day = self._goal.day if self._goal else self._today + timedelta(days=14)
        with Vertical(classes="dialog"):
            yield Label("When is your interview? (year-month-day)", markup=False)
            yield Input(day.isoformat(), id="day", compact=True)
            yield Label("Its level", markup=False)
            yield Select(_LEVELS, value=self._goal.level if self._goal else 2, allow_blank=False, id="level")
            yield Label("Key points to review a day at most", markup=False)
            yield Input("" if self._most is None else str(self._most), placeholder="no limit", id="most", compact=True)
            yield Static("", id="problem", markup=False)
            yield Button("Set the goal", id="set", variant="primary", compact=True)
            yield Button("Have no goal", id="none", compact=True)
        yield KeyFooter()

    @on(Button.Pressed, "#set")
    @on(Input.Submitted)
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
        self._choose(Goal(day, int(str(self.query_one("#level", Select).value))))

    @on(Button.Pressed, "#none")
    def _none(self) -> None:
        self._choose(None)

    def _choose(self, goal: Goal | None) -> None:
        typed = self.query_one("#most", Input).value.strip()
        if typed and not (typed.isdecimal() and 1 <= int(typed) <= LIMIT):
            self._say(f"{typed!r} is no number from 1 to {LIMIT}; leave it empty for no limit.")
            return
        self.dismiss(Chosen(goal, int(typed) if typed else None))

    def action_leave(self) -> None:
        """Leave the goal as it is."""
        self.dismiss(None)

    def _say(self, problem: str) -> None:
        self.query_one("#problem", Static).update(literal(problem, "$text-error"))
