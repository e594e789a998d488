"""The interview: a conversation, a box to answer in, a clock."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Button, Static

from interviewer.interview.coding import is_code
from interviewer.interview.conductor import LONGEST_ANSWER, Conductor
from interviewer.interview.debrief import report
from interviewer.interview.events import Act, Mode, MoveKind
from interviewer.interview.rating import to_rate
from interviewer.interview.state import Line, Round, State
from interviewer.progress.history import HistoryError
from interviewer.tui.content import literal
from interviewer.tui.external_editor import EditorError, edit_text
from interviewer.tui.messages import ChallengeLeft, Finished, HomeAsked
from interviewer.tui.screens.overrule import OverruleScreen, disputable
from interviewer.tui.screens.pause import PauseScreen
from interviewer.tui.screens.rating import RatingScreen
from interviewer.tui.services import Services
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.key_footer import KeyFooter
from interviewer.tui.widgets.report import ReportView
from interviewer.tui.widgets.stopwatch import Stopwatch
from interviewer.tui.widgets.transcript import Bubble, Transcript

DRAFT_SECONDS = 1.0
"""How often the draft is stored while it changes."""

AHEAD = 3
"""A challenge among so many questions, the open one counted, has its processes made ready."""

KEPT = 2
"""Questions whose conversation stays on the screen: laying out all of a long session would slow every reply."""


class InterviewScreen(Screen[None]):
    """One session from a question to the debrief."""

    # A key typed while the conversation is still being laid out is meant for the box.
    AUTO_FOCUS = "#answer"
    # F7 is left to the text area, which selects with it, and F6 while there is no code to write.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "act('hint')", "Hint", tooltip="Ask for a hint; it costs a quarter", id="interview.hint"),
        Binding("f4", "editor", "Editor", tooltip="Write the answer in $EDITOR", id="interview.editor"),
        Binding("f5", "act('skip')", "Skip", tooltip="Leave this question out; counts as 0", id="interview.skip"),
        Binding("f8", "act('pause')", "Pause", show=False, tooltip="Stop the clock", id="interview.pause"),
        Binding("f9", "act('dont_know')", "Don't know", tooltip="Say you do not know", id="interview.dont-know"),
        Binding("ctrl+n,enter", "next", "Next", tooltip="Go on to the next question", id="interview.next"),
        Binding("f6", "code", "Code", tooltip="Open the editor of this challenge", id="interview.code"),
        Binding("o", "overrule", "I said that", tooltip="Turn a verdict over: you did say it", id="interview.overrule"),
        Binding("ctrl+r", "act('repeat')", "Repeat", False, tooltip="Hear the question again", id="interview.repeat"),
        Binding(
            "f12",
            "act('finish')",
            "Finish",
            show=False,
            tooltip="End the session and see the debrief",
            id="interview.finish",
        ),
        # The text area has a use for these two as well, so the screen's goes first.
        Binding("pageup", "scroll(-1)", "Up", False, tooltip="Scroll back", id="interview.up", priority=True),
        Binding("pagedown", "scroll(1)", "Down", False, tooltip="Scroll on", id="interview.down", priority=True),
    ]
    HELP = """
    Type your answer in your own words; Enter starts a new line. On a line of its own you can also type
    *hint*, *skip*, *repeat*, *I don't know*, or ask back what is meant. Quit whenever you like: the draft and
    everything said are stored, and home offers to resume.
    """

    def __init__(self, conductor: Conductor, services: Services, *, draft: str = "") -> None:
        super().__init__()
        self.conductor = conductor
        self._services = services
        self._draft = draft
        self._stored_draft = draft
        self._draft_refused = False
        self._turning = False
        self._shown: dict[int, list[Bubble | ReportView]] = {}
        self._opened = -1

    def compose(self) -> ComposeResult:
        """Lay out status, conversation, answer box."""
        with Horizontal(id="status"):
            yield Static("", id="place", markup=False)
            yield Stopwatch(self._services.clock, id="clock")
        yield Transcript(id="transcript")
        yield AnswerBox(
            id="answer",
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
        )
        yield Button("Write the code (Enter)", id="code", variant="primary", classes="-hidden", compact=True)
        yield Button("Next (Enter)", id="next", variant="primary", classes="-hidden", compact=True)
        yield KeyFooter(show_command_palette=False)

    async def on_mount(self) -> None:
        """Show what has been said, put the draft back, and warm the grader up."""
        box = self.query_one(AnswerBox)
        if self._draft:
            box.write(self._draft)
        await self._show()
        self.set_interval(DRAFT_SECONDS, self._keep_draft)
        self.call_after_refresh(self._warm_up)

    def _name_keys(self) -> None:
        """Say in the empty box which keys send: they may have been remapped."""
        sends = [b for b in self.active_bindings.values() if b.binding.id == "interview.submit"]
        if not sends:
            return
        keys = " or ".join(dict.fromkeys(self.app.get_key_display(replace(b.binding, key_display=None)) for b in sends))
        self.query_one(AnswerBox).placeholder = f"Type your answer. {keys} sends it; Enter starts a new line."

    @work(exclusive=True, group="warm-up", exit_on_error=False)
    async def _warm_up(self) -> None:
        if not self.conductor.coding:
            await self._services.run(self._services.warm_up, self.conductor.question)
        session = self.conductor.session
        if any(is_code(question) for question in session.plan.questions[len(session.rounds) - 1 :][:AHEAD]):
            await self._services.judge.warm()

    @on(AnswerBox.Submitted)
    def _answer(self, event: AnswerBox.Submitted) -> None:
        if len(event.text) > LONGEST_ANSWER:
            said = f"Your answer has {len(event.text):,} characters; at most {LONGEST_ANSWER:,} are graded. Shorten it."
            self.notify(said, severity="warning", markup=False)
        elif event.text.strip():
            self._turn(lambda: self.conductor.submit(event.text), clears=True)
        else:
            self.notify("Write an answer first, or say that you do not know.", markup=False)

    def action_act(self, name: str) -> None:
        """Do what a key says; what is written stays, unless its question is left."""
        act = Act(name)
        self._turn(lambda: self.conductor.act(act), clears=act is Act.SKIP)

    @on(Button.Pressed, "#next")
    def action_next(self) -> None:
        """Go on after a verdict."""
        self._turn(lambda: self.conductor.act(Act.NEXT), clears=False)

    @on(Button.Pressed, "#code")
    def action_code(self) -> None:
        """Open the challenge's own screen."""
        from interviewer.tui.screens.challenge import ChallengeScreen

        self._opened = len(self.conductor.session.rounds)
        try:
            folder = self._services.folder(self.conductor.question.id)
        except LookupError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.app.push_screen(ChallengeScreen(self.conductor, self._services, folder), self._after_code)

    def _after_code(self, _nothing: None) -> None:
        """Go on after the challenge's screen; a session of nothing else is left with it."""
        if self.conductor.coding and len(self.conductor.session.plan.questions) == 1:
            self.post_message(ChallengeLeft(self.conductor))
        else:
            self._show_soon()

    @work(exclusive=True, group="turn", exit_on_error=False)
    async def _show_soon(self) -> None:
        await self._show()

    def action_overrule(self) -> None:
        """Let the candidate say which key point they did state."""
        shown = report(self.conductor.session.round, self.conductor.question)
        if shown.answer and disputable(shown):
            self.app.push_screen(OverruleScreen(shown), self._chosen_verdict)
        else:
            self.notify("There is no verdict to turn over on this question.", markup=False)

    def _chosen_verdict(self, point: str | None) -> None:
        if point is not None:
            self._overrule(point)

    @work(exclusive=True, group="turn", exit_on_error=False)
    async def _overrule(self, point: str) -> None:
        number = len(self.conductor.session.rounds) - 1
        if await self._perform(lambda: self.conductor.overrule(number, point)):
            shown = self._shown[number]
            old = shown.pop()
            renewed = ReportView(report(self.conductor.session.round, self.conductor.question), prompt=False)
            await self.query_one(Transcript).mount(renewed, after=old)
            await old.remove()
            shown.append(renewed)

    def action_scroll(self, direction: int) -> None:
        """Scroll the conversation by a page without leaving the box."""
        transcript = self.query_one(Transcript)
        transcript.scroll_page_up() if direction < 0 else transcript.scroll_page_down()

    def action_editor(self) -> None:
        """Write the answer in the user's editor."""
        box = self.query_one(AnswerBox)
        if box.read_only:
            return
        problem, text = "", box.text
        try:
            with self.app.suspend():
                # Nothing may be raised out of here: Textual would not take the terminal back.
                try:
                    text = edit_text(box.text)
                except EditorError as error:
                    problem = str(error)
        except SuspendNotSupported:
            problem = "This terminal cannot open an editor."
        if problem:
            self.notify(problem, severity="warning", markup=False)
            return
        box.write(text)
        box.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Between questions only the way on and the end are offered; while one is open, everything else."""
        between = self.conductor.session.state is State.BETWEEN
        if action in {"next", "overrule"}:
            return between
        if action == "code":
            return self.conductor.coding
        if action == "editor" and self.conductor.coding:
            return False
        if action in {"act", "editor"}:
            return not between or parameters == (Act.FINISH,)
        return True

    def _turn(self, act: Callable[[], object], *, clears: bool) -> None:
        """Begin a turn, unless one is under way: a key pressed while an answer is graded is not for what comes next."""
        if not self._turning:
            self._turning = True
            self._take_turn(act, clears=clears)

    @work(group="turn", exit_on_error=False)
    async def _take_turn(self, act: Callable[[], object], *, clears: bool) -> None:
        """Let the conductor hear something, then show what came of it."""
        box = self.query_one(AnswerBox)
        box.read_only = True
        try:
            if not clears:
                await self.store_draft()
            if await self._perform(act) and clears:
                box.write("")
                await self.store_draft()
            await self._show()
        finally:
            box.read_only = self.conductor.session.state is not State.ASKING or self.conductor.coding
            self._turning = False

    async def _perform(self, act: Callable[[], object]) -> bool:
        """Return whether ``act`` was stored; where it was not, say why and leave everything as it is."""
        try:
            await self._services.run(act)
        except HistoryError as error:
            self.notify(f"Not stored: {error}", severity="error", timeout=15, markup=False)
        except Exception as error:  # a fault in grading one answer must not end the interview
            said = f"Not graded, and still in the box: {type(error).__name__}: {error}"
            self.notify(said, severity="error", timeout=15, markup=False)
        else:
            return True
        return False

    def _hide_question(self) -> None:
        """Hide the question until the candidate is back from a pause."""
        self.query_one(Stopwatch).running = False
        self.app.push_screen(PauseScreen(), self._after_pause)

    def _after_pause(self, goes_on: bool | None) -> None:
        if goes_on:
            self._turn(lambda: self.conductor.act(Act.RESUME), clears=False)
        else:
            self.post_message(HomeAsked())

    def _keep_draft(self) -> None:
        if self.query_one(AnswerBox).text != self._stored_draft and not self.query_one(AnswerBox).read_only:
            self._store_draft_soon()

    @work(exclusive=True, group="draft", exit_on_error=False)
    async def _store_draft_soon(self) -> None:
        await self.store_draft()

    async def store_draft(self) -> None:
        """Store what is written, where it has changed."""
        box = self.query(AnswerBox)
        text = box.first().text if box else self._stored_draft
        if text == self._stored_draft or self.conductor.finished:
            return
        try:
            await self._services.run(self.conductor.save_draft, text)
        except HistoryError as error:
            if not self._draft_refused:
                self.notify(f"The draft is not stored: {error}", severity="warning", markup=False)
            self._draft_refused = True
        else:
            self._stored_draft = text
            self._draft_refused = False

    async def _show(self) -> None:
        """Bring the screen up to the session as it stands."""
        session = self.conductor.session
        if session.state is State.FINISHED:
            self._ask_ratings()
            return
        if session.state is State.PAUSED:
            self._hide_question()
            return
        transcript = self.query_one(Transcript)
        for number, round_ in list(enumerate(session.rounds))[-KEPT:]:
            await self._show_round(transcript, number, round_)
        between = session.state is State.BETWEEN
        self.query_one("#next").set_class(not between, "-hidden")
        coding = self.conductor.coding
        self.query_one("#code").set_class(not coding, "-hidden")
        box = self.query_one(AnswerBox)
        box.set_class(between or coding, "-hidden")
        box.read_only = between or coding
        self.query_one("#next" if between else "#code" if coding else "#answer").focus()
        self.call_after_refresh(self._name_keys)
        clock = self.query_one(Stopwatch)
        clock.set(session.round.seconds, self.conductor.question.minutes)
        clock.running = session.state is State.ASKING
        self._show_place(len(session.rounds), len(session.plan.questions), session.plan.mode)
        self.refresh_bindings()
        if coding and self._opened != len(session.rounds):
            self.action_code()

    def _ask_ratings(self) -> None:
        """Ask how it went while no grade has been shown, then go on to the debrief."""
        numbers = to_rate(self.conductor.session) if self._services.settings.rate else ()
        if numbers:
            self.app.push_screen(RatingScreen(self.conductor, self._services, numbers), self._leave_for_debrief)
        else:
            self._leave_for_debrief(None)

    def _leave_for_debrief(self, _: None) -> None:
        self.post_message(Finished(self.conductor))

    async def _show_round(self, transcript: Transcript, number: int, round_: Round) -> None:
        shown = self._shown.setdefault(number, [])
        lines: tuple[Line, ...] = round_.lines[sum(isinstance(widget, Bubble) for widget in shown) :]
        if not lines:
            return
        for old in self._shown.pop(number - KEPT, []):
            await old.remove()
        question = self._services.question(round_.question)
        widgets: list[Bubble | ReportView] = [Bubble(line, question) for line in lines]
        if round_.end is not None and self.conductor.session.plan.mode is Mode.PRACTICE:
            widgets.append(ReportView(report(round_, question), prompt=False))
        shown += widgets
        # A verdict and a new question are read from their beginning; anything else is the end of a conversation.
        begins = isinstance(widgets[-1], ReportView) or lines[-1].kind is MoveKind.ASK
        await transcript.say(*widgets, top=widgets[-1] if begins else None)

    def _show_place(self, number: int, total: int, mode: Mode) -> None:
        question = self.conductor.question
        place = f"Question {number} of {total} · {question.topic} · level {question.level} · {mode}"
        self.query_one("#place", Static).update(literal(place))
