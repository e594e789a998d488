"""A code challenge: the task, an editor, and what comes of running the code."""

import contextlib
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Static, Tab, Tabs

from interviewer.challenges.events import (
    OTHER_STAGES,
    CaseDone,
    NotReady,
    Output,
    Plot,
    Ratios,
    Ready,
    RefereeDied,
    Started,
    Verdict,
)
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import Act, MoveKind
from interviewer.interview.state import Speaker
from interviewer.knowledge.challenges import ChallengeFolder
from interviewer.progress.code import save_code, saved_code
from interviewer.progress.history import HistoryError
from interviewer.tui.content import literal
from interviewer.tui.external_editor import EditorError, edit_text
from interviewer.tui.screens.confirm import ConfirmScreen
from interviewer.tui.screens.solution import SolutionScreen
from interviewer.tui.services import Services
from interviewer.tui.widgets.code_editor import CodeEditor
from interviewer.tui.widgets.key_footer import KeyFooter
from interviewer.tui.widgets.prose import Prose
from interviewer.tui.widgets.run_panel import RunPanel
from interviewer.tui.widgets.stopwatch import Stopwatch

DRAFT_SECONDS = 1.0
"""How often the code is stored while it changes."""

LONGEST_CODE = 100_000
"""Characters of code that are judged."""

PANES = ("task", "code", "result")


class ChallengeScreen(Screen[None]):
    """One challenge of a session; dismissed when the conversation should go on."""

    # The editor has a use for some of these, so the screen's go first.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "pane", "Pane", tooltip="Task, code, result", id="challenge.pane", priority=True),
        Binding("f3", "hint", "Hint", tooltip="See a hint; it costs a quarter", id="challenge.hint", priority=True),
        Binding("f4", "editor", "Editor", False, tooltip="Write the code in $EDITOR", id="challenge.editor"),
        Binding("f5", "run", "Run", tooltip="Run the visible cases", id="challenge.run", priority=True),
        Binding("f6", "submit", "Submit", tooltip="Judge by all cases", id="challenge.submit", priority=True),
        Binding("f7", "solution", "Solution", tooltip="See the reference", id="challenge.solution", priority=True),
        Binding("f9", "stop", "Stop", tooltip="Stop the run, now", id="challenge.stop", priority=True),
        Binding("ctrl+n", "go_on", "Go on", tooltip="Back to the interviewer", id="challenge.go-on", priority=True),
        Binding("f11", "reset", "Reset", False, tooltip="Put the starting code back", id="challenge.reset"),
        Binding("escape", "back", "Back", tooltip="Back; the code is kept", id="challenge.back"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 -- as Textual declares it
    HELP = """
    Write the code in the editor: Tab indents, **Escape** leaves the editor. **F5** runs the cases you may see, as often
    as you like; **F6** judges by all of them and counts. What you write is kept as you type.
    After a pass, or when you give up with **F7**, the reference solution can be read.
    """

    def __init__(self, conductor: Conductor, services: Services, folder: ChallengeFolder) -> None:
        super().__init__()
        self.conductor = conductor
        self.folder = folder
        self._services = services
        self._number = len(conductor.session.rounds) - 1
        self._stored: str | None = None
        self._refused = False
        self._judging = False
        self._ratios: Ratios | None = None
        self._where = "Getting ready to run code…"

    def compose(self) -> ComposeResult:
        """Lay out status, task, editor, results."""
        challenge = self.folder.challenge
        with Horizontal(id="status"):
            yield Static(literal(f"{challenge.title} · {challenge.topic} · level {challenge.level}"), id="place")
            yield Stopwatch(self._services.clock, id="clock")
        yield Tabs(Tab("Task", id="task"), Tab("Code", id="code"), Tab("Result", id="result"), id="panes-bar")
        with Horizontal(id="panes"):
            with VerticalScroll(id="task-pane"):
                yield Prose(challenge.statement)
                banned = [f"`{one.name}`" for one in challenge.forbidden]
                banned += ["loops and comprehensions"] if challenge.no_loops else []
                if banned:
                    yield Prose(f"Forbidden: {', '.join(banned)}.")
                yield Vertical(id="hints")
            yield CodeEditor(id="editor")
        yield RunPanel(id="run-panel")
        yield Button("Go on (ctrl+n)", id="go-on", variant="primary", classes="-hidden", compact=True)
        yield Static(literal(self._where, "$text-muted"), id="judge", markup=False)
        yield KeyFooter(show_command_palette=False)

    async def on_mount(self) -> None:
        """Put the code back, show the hints there have been, and get a process warm behind the first paint."""
        self.action_pane("task")
        code = None
        if self._services.history is not None:
            try:
                code = await self._services.run(saved_code, self._services.history, self.folder.id)
            except HistoryError as error:
                self.notify(f"The code you wrote cannot be read: {error}", severity="warning", markup=False)
        editor = self.query_one(CodeEditor)
        editor.write(self.folder.starter if code is None else code)
        self._stored = editor.text
        editor.border_subtitle = "Esc leaves the editor"
        editor.focus()
        await self._show_hints()
        self._show_state()
        clock = self.query_one(Stopwatch)
        clock.set(self.conductor.session.rounds[self._number].seconds, self.folder.challenge.minutes)
        self.set_interval(DRAFT_SECONDS, self._keep_code)
        self.call_after_refresh(self._warm_up)

    @property
    def solved(self) -> bool:
        """Whether code submitted in this session has passed."""
        return self.conductor.session.rounds[self._number].solved

    @property
    def over(self) -> bool:
        """Whether the challenge is solved or given up."""
        return self.solved or self.conductor.session.rounds[self._number].end is not None

    @work(exclusive=True, group="warm-up", exit_on_error=False)
    async def _warm_up(self) -> None:
        self._tell_ready(await self._services.judge.warm())

    def _tell_ready(self, ready: Ready | NotReady) -> None:
        shown = self.query_one("#judge", Static)
        if isinstance(ready, NotReady):
            shown.update(literal(ready.message, "$text-error"))
            return
        memory = f"{ready.free_mb / 1024:.1f} GiB free"
        self._where = f"{ready.containment} · {ready.device}: {ready.name}, {memory} · torch {ready.torch}"
        shown.update(literal(self._where, "$text-muted"))
        shown.tooltip = literal(f"{ready.why}. It keeps accidents in; it is no security sandbox.")
        if self.folder.challenge.device == "cuda" and ready.device != "cuda":
            self.notify("This challenge needs a CUDA device, and there is none here.", severity="warning", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer stopping while something runs, hints while the challenge is open, and going on when it is over."""
        del parameters
        if action == "stop":
            return self._judging
        if action in {"hint", "back"}:
            return not self.over
        if action == "go_on":
            return self.over
        if action == "pane":
            return self.has_class("-narrow")
        return True

    def action_pane(self, name: str = "") -> None:
        """Show another part where there is no room for all."""
        bar = self.query_one(Tabs)
        now = PANES.index(bar.active) if bar.active in PANES else 0
        bar.active = name or PANES[(now + 1) % len(PANES)]

    @on(Tabs.TabActivated, "#panes-bar")
    def _pane_chosen(self, event: Tabs.TabActivated) -> None:
        for pane in PANES:
            self.set_class(pane == event.tab.id, f"-at-{pane}")
        if self.has_class("-narrow"):
            target = {"task": "#task-pane", "code": "#editor", "result": "#verdict-scroll"}[str(event.tab.id)]
            self.query_one(target).focus()

    def action_hint(self) -> None:
        """Ask for a hint."""
        self._ask_for_hint()

    @work(exclusive=True, group="turn", exit_on_error=False)
    async def _ask_for_hint(self) -> None:
        if self.over or not await self._perform(Act.HINT):
            return
        await self._show_hints()
        self.action_pane("task")
        self.query_one("#task-pane", VerticalScroll).scroll_end(animate=False)

    async def _show_hints(self) -> None:
        """Show the hints given so far below the task."""
        given = [
            line.text
            for line in self.conductor.session.rounds[self._number].lines
            if line.speaker is Speaker.INTERVIEWER and line.kind in {MoveKind.HINT, MoveKind.CLARIFY}
        ]
        asked = self.conductor.session.rounds[self._number].lines[-1]
        if asked.kind is MoveKind.NOTE and asked.target is None:
            self.notify(asked.text, markup=False)
        shown = self.query_one("#hints", Vertical)
        for number, hint in list(enumerate(given, 1))[len(shown.children) :]:
            await shown.mount(Prose(f"**Hint {number}.** {hint}"))

    def action_run(self) -> None:
        """Run the visible cases."""
        self._begin(visible_only=True)

    def action_submit(self) -> None:
        """Judge by every case."""
        self._begin(visible_only=False)

    def action_stop(self) -> None:
        """Stop the run."""
        self._stop()

    @work(exclusive=True, group="stop", exit_on_error=False)
    async def _stop(self) -> None:
        await self._services.judge.cancel()

    def _begin(self, *, visible_only: bool) -> None:
        code = self.query_one(CodeEditor).text
        if len(code) > LONGEST_CODE:
            said = f"The code has {len(code):,} characters; at most {LONGEST_CODE:,} are judged."
            self.notify(said, severity="warning", markup=False)
            return
        self._judge(code, visible_only=visible_only)

    # A run begun while another is under way stops that one.
    @work(exclusive=True, group="judge", exit_on_error=False)
    async def _judge(self, code: str, *, visible_only: bool) -> None:
        panel = self.query_one(RunPanel)
        panel.begin(visible_only=visible_only)
        self.action_pane("result")
        self._set_judging(judging=True)
        try:
            await self.store_code()
            events = self._services.judge.run(self.folder.path, code, visible_only=visible_only)
            async with contextlib.aclosing(events):
                async for event in events:
                    match event:
                        case Started():
                            self._tell_seed(event.seed)
                        case Output() | Plot() | CaseDone():
                            panel.show(event)
                        case Verdict():
                            await self._conclude(event, code, visible_only=visible_only)
                        case Ratios():
                            await self._measured(event, counts=not visible_only)
                        case RefereeDied():
                            panel.say(event.message, "$text-error")
        finally:
            self._set_judging(judging=False)

    async def _conclude(self, verdict: Verdict, code: str, *, visible_only: bool) -> None:
        """Store what counts, and only then show how the run ended."""
        if not visible_only and verdict.stage not in OTHER_STAGES and not self.over:
            try:
                await self._services.run(self.conductor.code, code, verdict)
            except HistoryError as error:
                self.notify(f"Not stored: {error}", severity="error", timeout=15, markup=False)
        self.query_one(RunPanel).conclude(verdict, code, visible_only=visible_only)
        editor = self.query_one(CodeEditor)
        if verdict.line and editor.text == code:
            editor.show_line(verdict.line)
        self._show_state()

    async def _measured(self, ratios: Ratios, *, counts: bool) -> None:
        self.query_one(RunPanel).measured(ratios)
        if counts and self.solved and self._ratios is None:
            self._ratios = ratios
            with contextlib.suppress(HistoryError):
                # The pass itself is stored; how fast it was is not worth an alarm.
                await self._services.run(self.conductor.measured, ratios)

    def _tell_seed(self, seed: int) -> None:
        self.query_one("#judge", Static).update(literal(f"{self._where} · seed {seed}", "$text-muted"))

    def _set_judging(self, *, judging: bool) -> None:
        self._judging = judging
        if self.is_mounted:
            self.refresh_bindings()

    def _show_state(self) -> None:
        """Offer the way on once the challenge is over."""
        self.query_one("#go-on").set_class(not self.over, "-hidden")
        self.query_one(Stopwatch).running = not self.over
        self.refresh_bindings()

    def action_solution(self) -> None:
        """Open the reference solution: at once where the challenge is over, else only to who gives up."""
        if self.over:
            self.app.push_screen(SolutionScreen(self.folder, self._ratios))
        else:
            ask = "The reference solution ends the challenge: what you have submitted counts, and no more. Give up?"
            self.app.push_screen(ConfirmScreen(ask, "Give up"), self._given_up)

    def _given_up(self, sure: bool | None) -> None:
        if sure:
            self._give_up()

    @work(exclusive=True, group="turn", exit_on_error=False)
    async def _give_up(self) -> None:
        if await self._perform(Act.SKIP):
            self._show_state()
            await self.app.push_screen(SolutionScreen(self.folder, self._ratios))

    async def _perform(self, act: Act) -> bool:
        """Return whether the act was stored; where it was not, say why."""
        try:
            await self._services.run(self.conductor.act, act)
        except HistoryError as error:
            self.notify(f"Not stored: {error}", severity="error", timeout=15, markup=False)
            return False
        return True

    def action_reset(self) -> None:
        """Put the starting code back; undo brings back what was there."""
        self.query_one(CodeEditor).put(self.folder.starter)
        self.notify("The starting code is back; ctrl+z undoes it.", markup=False)

    def action_editor(self) -> None:
        """Write the code in the user's editor."""
        editor = self.query_one(CodeEditor)
        problem, text = "", editor.text
        try:
            with self.app.suspend():
                # Nothing may be raised out of here: Textual would not take the terminal back.
                try:
                    text = edit_text(editor.text, suffix=".py")
                except EditorError as error:
                    problem = str(error)
        except SuspendNotSupported:
            problem = "This terminal cannot open an editor."
        if problem:
            self.notify(problem, severity="warning", markup=False)
        elif text != editor.text:
            editor.put(text)

    @on(Button.Pressed, "#go-on")
    def action_go_on(self) -> None:
        """Let the conversation go on."""
        self._leave()

    def action_back(self) -> None:
        """Leave the challenge open and go back; the code is kept."""
        self._leave()

    @work(exclusive=True, group="leave", exit_on_error=False)
    async def _leave(self) -> None:
        if self._judging:
            await self._services.judge.cancel()
        await self.store_code()
        if self.is_current:
            self.dismiss(None)

    def _keep_code(self) -> None:
        if self.query_one(CodeEditor).text != self._stored:
            self._store_code_soon()

    @work(exclusive=True, group="draft", exit_on_error=False)
    async def _store_code_soon(self) -> None:
        await self.store_code()

    async def store_code(self) -> None:
        """Store the code, where it has changed."""
        editor, history = self.query(CodeEditor), self._services.history
        if not editor or history is None or self._stored is None:
            return
        text = editor.first().text
        if text == self._stored:
            return
        try:
            await self._services.run(save_code, history, self.folder.id, self._services.clock(), text)
        except HistoryError as error:
            if not self._refused:
                self.notify(f"The code is not stored: {error}", severity="warning", markup=False)
            self._refused = True
        else:
            self._stored, self._refused = text, False
