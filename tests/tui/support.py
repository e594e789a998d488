"""Driving the terminal interface in a test: a quick grader, a stopped clock, waiting for work instead of sleeping."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.notifications import Notification
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Select

from interviewer.grading.grader import Grader
from interviewer.grading.result import Grade
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import Mode
from interviewer.interview.state import Session, State
from interviewer.knowledge.models import FollowUp, Glossary, Question
from interviewer.paths import user_paths
from interviewer.progress.history import History
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.debrief import DebriefScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.services import Services
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.topic_list import TopicList
from tests.unit.interview.support import Clock, WordGrader

M = TypeVar("M", bound=Message)
S = TypeVar("S", bound=Screen[Any])

SEED = 11
"""What every session of these tests draws its questions and words from."""

PATIENCE = 20.0
"""Seconds after which a test stops waiting."""


class QuickGrader(Grader):
    """Grades by looking for words once ``gate`` is set; raises ``error`` where there is one."""

    def __init__(self) -> None:
        super().__init__((), Glossary())
        self._words = WordGrader()
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None

    def warm_up(self, question: Question | None = None) -> None:
        """There is nothing to warm up."""

    def grade(self, question: Question, answer: str, *, said: Sequence[str] = ()) -> Grade:
        assert self.gate.wait(PATIENCE)
        if self.error is not None:
            raise self.error
        return self._words.grade(question, answer, said=said)

    def grade_follow_up(
        self, question: Question, follow_up: FollowUp, answer: str, *, said: Sequence[str] = ()
    ) -> Grade:
        return self._words.grade_follow_up(question, follow_up, answer, said=said)

    def accepts(self, question: Question, point: str, answer: str) -> bool:
        return self._words.accepts(question, point, answer)


def make_services(home: Path, bank: Path, *, grader: Grader | None = None) -> Services:
    """Return services with everything fixed that differs from run to run."""
    paths = user_paths({"INTERVIEWER_HOME": str(home)})
    return Services(paths, bank, clock=Clock(), seed=lambda: SEED, grader=grader or QuickGrader())


@dataclass
class Ui:
    """A running interface.

    Attributes:
        app: the application.
        pilot: presses its keys.
        services: what it was made with.
        messages: every message that reached any widget.
    """

    app: InterviewerApp
    pilot: Pilot[None]
    services: Services
    messages: list[Message] = field(default_factory=list)

    @property
    def interview(self) -> InterviewScreen:
        return self.screen(InterviewScreen)

    @property
    def debrief(self) -> DebriefScreen:
        return self.screen(DebriefScreen)

    @property
    def home(self) -> HomeScreen:
        return self.screen(HomeScreen)

    @property
    def box(self) -> AnswerBox:
        return self.interview.query_one(AnswerBox)

    @property
    def conductor(self) -> Conductor:
        return self.interview.conductor

    @property
    def session(self) -> Session:
        return self.conductor.session

    def exited(self) -> bool:
        return self.app._exit

    def focuses(self, kind: type[Widget]) -> bool:
        return isinstance(self.app.focused, kind)

    def stands(self, state: State) -> bool:
        return self.session.state is state

    @property
    def history(self) -> History:
        assert self.services.history is not None
        return self.services.history

    @property
    def clock(self) -> Clock:
        assert isinstance(self.services.clock, Clock)
        return self.services.clock

    def session_ids(self) -> tuple[str, ...]:
        """Return the questions of the debrief on the screen."""
        return tuple(report.question.id for report in self.debrief.debrief.questions)

    @property
    def notices(self) -> list[Notification]:
        return list(self.app._notifications)  # Textual offers no public way to read them

    def screen(self, kind: type[S]) -> S:
        """Return the active screen, which must be of this kind."""
        assert isinstance(self.app.screen, kind), self.app.screen
        return self.app.screen

    def sent(self, kind: type[M]) -> list[M]:
        """Return the messages of one kind, each once."""
        return list({id(m): m for m in self.messages if isinstance(m, kind)}.values())

    def rows(self) -> list[str]:
        """Return the characters on the screen, one string a line."""
        return [strip.text for strip in self.strips()]

    def text(self) -> str:
        return "\n".join(self.rows())

    def strips(self) -> list[Strip]:
        return [Strip(list(line)) for line in map(_segments, self.app.screen._compositor.render_strips())]

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all that they started is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def answer(self, text: str, key: str = "f2") -> None:
        """Put a text into the box and send it."""
        self.box.write(text)
        await self.press(key)

    async def settle(self) -> None:
        """Wait until no worker, no call in the blocking thread and no message is under way."""
        for _ in range(3):
            await self.until(lambda: not self._busy())
            await self.services.run(lambda: None)
            await self.pilot.pause()
        await self.until(lambda: not self._busy())

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait for something, looking every few milliseconds."""
        limit = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < limit, f"waited too long; the screen shows:\n{self.text()}"
            await asyncio.sleep(0.003)

    def _busy(self) -> bool:
        return any(not worker.is_finished for worker in self.app.workers)


def _segments(strip: Strip) -> list[Segment]:
    return list(strip)


async def start(ui: Ui, *, mode: Mode = Mode.PRACTICE, topic: str = "demo", level: int = 1) -> None:
    """Start a session from home; topic demo at level 1 is the question about dropout alone."""
    ui.home.query_one("#mode", Select).value = mode
    ui.home.query_one("#level", Select).value = level
    ui.home.query_one(TopicList).choose([topic])
    await ui.press("s")
    assert isinstance(ui.app.screen, InterviewScreen)


def events(ui: Ui) -> list[dict[str, Any]]:
    """Return what is stored of the newest session."""
    return ui.history.events(ui.history.sessions()[0].id)


def strips_of(widget: Widget) -> list[Strip]:
    """Return every line of a widget, also those scrolled out of sight."""
    size = widget.outer_size
    return widget.render_lines(Region(0, 0, size.width, size.height))


@asynccontextmanager
async def interface(
    services: Services,
    *,
    size: tuple[int, int] = (80, 24),
    first: Callable[[], Conductor | None] | None = None,
) -> AsyncIterator[Ui]:
    """Run the interface without a terminal and give it up to a test once it has opened bank and history."""
    messages: list[Message] = []
    app = InterviewerApp(services, first)
    app.animation_level = "none"
    try:
        async with app.run_test(size=size, notifications=True, message_hook=messages.append) as pilot:
            ui = Ui(app, pilot, services, messages)
            await ui.until(lambda: services.history is not None or app.return_value)
            await ui.settle()
            yield ui
    finally:
        services.close()
