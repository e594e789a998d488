"""Where a session is chosen: resume the last one, or settle topics, level and length of a new one."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Label, Select, Static

from interviewer.interview.events import Mode
from interviewer.interview.planning import Wishes
from interviewer.knowledge.bank import Bank
from interviewer.progress.history import StoredSession
from interviewer.tui.content import literal
from interviewer.tui.messages import ProgressAsked, ResumeAsked, ReviewAsked, SessionsAsked
from interviewer.tui.widgets.key_footer import KeyFooter
from interviewer.tui.widgets.topic_list import TopicList

if TYPE_CHECKING:
    from interviewer.tui.services import Standing

LENGTHS: dict[str, tuple[int | None, float | None, int]] = {
    "1 question": (1, None, 0),
    "3 questions": (3, None, 0),
    "3 and code": (3, None, 1),
    "5 questions": (5, None, 0),
    "5 and code": (5, None, 1),
    "10 questions": (10, None, 0),
    "15 minutes": (None, 15.0, 0),
    "30 minutes": (None, 30.0, 0),
    "30 with code": (None, 30.0, 1),
    "45 minutes": (None, 45.0, 0),
    "45 with code": (None, 45.0, 1),
}
"""What can be chosen: the number of questions or minutes it means, and of code challenges among them."""

_LEVELS = [
    ("Any level", 0),
    ("1 · warm-up", 1),
    ("up to 2 · core", 2),
    ("up to 3 · senior", 3),
    ("up to 4 · expert", 4),
]
_MODES = [
    ("Practice: verdicts as you go", Mode.PRACTICE),
    ("Interview: verdicts at the end", Mode.INTERVIEW),
]


class HomeScreen(Screen[None]):
    """The first screen."""

    TITLE = "interviewer"
    AUTO_FOCUS = "#topics"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "start", "Start", tooltip="Start a session as chosen here", id="home.start"),
        Binding("r", "resume", "Resume", tooltip="Go on with the unfinished session", id="home.resume"),
        Binding("c", "challenges", "Code", tooltip="Code challenges, run and judged here", id="home.challenges"),
        Binding("p", "progress", "Progress", tooltip="What you know, and what to practise", id="home.progress"),
        Binding("v", "review", "Review", show=False, tooltip="Answer the key points that are due", id="home.review"),
        Binding("h", "sessions", "History", tooltip="Look at earlier sessions", id="home.history"),
        Binding("a", "all_topics", "All/none", show=False, tooltip="Choose all topics, or none", id="home.all-topics"),
        Binding("x", "discard", "Discard", show=False, tooltip="Close the unfinished session", id="home.discard"),
    ]
    HELP = """
    Choose mode, level, length and topics, then press **s**. No topic chosen means all of them.
    An unfinished session is offered at the top: **r** goes on exactly where it stopped.
    """

    class StartAsked(Message):
        """A new session is wanted."""

        def __init__(self, wishes: Wishes) -> None:
            super().__init__()
            self.wishes = wishes

    class DiscardAsked(Message):
        """The unfinished session should not be offered again."""

    class ChallengesAsked(Message):
        """The code challenges are wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._discarding = False

    def compose(self) -> ComposeResult:
        """Lay out banner, unfinished session, choices, topics."""
        yield Static(literal("interviewer"), id="title", markup=False)
        yield Static(literal("Opening the bank…"), id="bank", markup=False)
        yield Static("", id="standing", classes="-hidden", markup=False)
        with VerticalScroll(id="body", can_focus=False):
            with Horizontal(id="unfinished", classes="-hidden"):
                yield Static("", id="unfinished-text", markup=False)
                yield Button("Resume (r)", id="resume", variant="primary", compact=True)
                yield Button("Discard (x)", id="discard", compact=True)
            with Horizontal(id="choices"):
                with Vertical():
                    yield Label("Mode", markup=False)
                    yield Select(_MODES, value=Mode.PRACTICE, allow_blank=False, id="mode", compact=True)
                with Vertical():
                    yield Label("Level", markup=False)
                    yield Select(_LEVELS, value=0, allow_blank=False, id="level", compact=True)
                with Vertical():
                    yield Label("Length", markup=False)
                    yield Select(
                        [(name, name) for name in LENGTHS],
                        value="3 questions",
                        allow_blank=False,
                        id="length",
                        compact=True,
                    )
            yield Label("Topics (space chooses one, a all; none means all)", markup=False)
            yield TopicList(id="topics")
            yield Button("Start (s)", id="start", variant="success", compact=True, disabled=True)
        yield KeyFooter()

    def show_bank(self, bank: Bank) -> None:
        """Fill in what the bank holds."""
        counts: dict[str, int] = {}
        for summary in bank.summaries:
            counts[summary.topic] = counts.get(summary.topic, 0) + 1
        titles = sorted(bank.topics, key=lambda topic: topic.title.casefold())
        self.query_one(TopicList).fill((topic.id, f"{topic.title} ({counts[topic.id]})") for topic in titles)
        problems = len(bank.problems)
        text = f"A mock interview in your terminal. {len(bank)} questions in {len(bank.topics)} topics."
        if problems:
            text += f" {problems} problem{'s' if problems > 1 else ''} in the bank: see `interviewer bank check`."
        self.query_one("#bank", Static).update(literal(text))
        self.query_one("#start", Button).disabled = len(bank) == 0

    def show_reckoning(self, sessions: int) -> None:
        """Say that what is due is not known yet, and how much there is to reckon."""
        shown = self.query_one("#standing", Static)
        shown.remove_class("-hidden")
        shown.update(literal(f"Reckoning your progress: {sessions:,} sessions to go."))

    def show_standing(self, standing: "Standing", titles: Mapping[str, str]) -> None:
        """Say what is due and what the goal asks for; nothing where there is neither."""
        parts = []
        if standing.due:
            parts.append(f"{standing.due} key point{'s' if standing.due != 1 else ''} due: v asks them.")
        if standing.goal is not None:
            from interviewer.progress.goals import goal_line

            parts.append(goal_line(standing.goal, standing.plan, titles))
        shown = self.query_one("#standing", Static)
        shown.set_class(not parts, "-hidden")
        shown.update(literal(" ".join(parts)))

    def show_unfinished(self, stored: StoredSession | None) -> None:
        """Offer the session that can be resumed, or none."""
        row = self.query_one("#unfinished")
        row.set_class(stored is None, "-hidden")
        if stored is not None:
            asked = len(stored.plan.get("questions", ()))
            when = datetime.fromtimestamp(stored.began).strftime("%d %b %H:%M")
            questions = f"{asked} question{'s' if asked != 1 else ''}"
            text = f"Unfinished: {stored.plan.get('mode', 'session')} of {questions}, begun {when}."
            self.query_one("#unfinished-text", Static).update(literal(text))
            self.query_one("#resume", Button).focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer resuming only where there is something to resume."""
        del parameters
        if action in {"resume", "discard"}:
            return not self.query_one("#unfinished").has_class("-hidden") if self.is_mounted else False
        return True

    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        """Ask for a session as chosen."""
        if self.query_one("#start", Button).disabled:
            return
        mode = self.query_one("#mode", Select).value
        level = self.query_one("#level", Select).value
        questions, minutes, challenges = LENGTHS[str(self.query_one("#length", Select).value)]
        topics = self.query_one(TopicList).chosen
        wishes = Wishes(Mode(str(mode)), topics, int(str(level)) or None, questions, minutes, challenges)
        self.post_message(self.StartAsked(wishes))

    @on(Button.Pressed, "#resume")
    def action_resume(self) -> None:
        """Ask to go on with the unfinished session."""
        self.post_message(ResumeAsked())

    @on(Button.Pressed, "#discard")
    def action_discard(self) -> None:
        """Ask to close the unfinished session; one key pressed by mistake must not do it."""
        if self._discarding:
            self.post_message(self.DiscardAsked())
        else:
            self.notify("Once more closes it for good; what was said stays in the history.", markup=False)
        self._discarding = not self._discarding

    def action_challenges(self) -> None:
        """Ask for the code challenges."""
        self.post_message(self.ChallengesAsked())

    def action_progress(self) -> None:
        """Ask for the progress screen."""
        self.post_message(ProgressAsked())

    def action_review(self) -> None:
        """Ask for a review of what is due."""
        self.post_message(ReviewAsked())

    def action_sessions(self) -> None:
        """Ask for earlier sessions."""
        self.post_message(SessionsAsked())

    def action_all_topics(self) -> None:
        """Choose all topics, or none where all are chosen."""
        self.query_one(TopicList).choose_all()
