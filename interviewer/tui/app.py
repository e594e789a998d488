"""The application: themes, keys, which screen comes when. Everything else lives in screens and widgets."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen

from interviewer.interview.planning import NothingToAskError, Wishes
from interviewer.paths import Paths, user_paths
from interviewer.progress.history import HistoryError
from interviewer.text import plain
from interviewer.tui.content import literal, without_markup
from interviewer.tui.keys import APP_BINDINGS, binding_ids
from interviewer.tui.messages import (
    AgainAsked,
    ChallengeChosen,
    ChallengeLeft,
    Finished,
    HomeAsked,
    Overruled,
    SessionChosen,
)
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.services import Services, loading
from interviewer.tui.settings import read_settings
from interviewer.tui.terminal_keys import teach

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.state import Session

UNREADABLE_THEMES = ("ansi-dark", "ansi-light", "textual-ansi")
"""Themes that paint black on black under ``NO_COLOR``."""


class InterviewerApp(App[None]):
    """The terminal interface; with ``first`` it opens in the session that this begins, not at home."""

    TITLE = "interviewer"
    CSS_PATH = "styles/interviewer.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*APP_BINDINGS]

    def __init__(self, services: Services, first: "Callable[[], Conductor | None] | None" = None) -> None:
        super().__init__()
        teach()
        self.services = services
        self._first = first
        self._beginning = False
        for theme in UNREADABLE_THEMES:
            if theme in self.available_themes:
                self.unregister_theme(theme)

    def get_default_screen(self) -> Screen[None]:
        """Home is painted first; everything slow comes after."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Apply the user's settings, then open bank and history behind the first paint."""
        self._apply_settings()
        self.call_after_refresh(self._open)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action that has a key in the command palette too."""
        keep = 'for this run; theme = "…" in config.toml keeps one'
        yield SystemCommand("Theme", f"Choose the colours, {keep}", self.action_change_theme)
        yield SystemCommand("Quit", "Leave; everything is saved", self.action_quit)
        offered = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if not binding.id or binding.id in offered or not active.enabled or binding.action == "quit":
                continue
            offered.add(binding.id)
            key = self.get_key_display(binding)

            async def run(action: str = binding.action, node: object = active.node) -> None:
                await self.run_action(action, default_namespace=node)  # type: ignore[arg-type] # a binding's node is a DOM node

            yield SystemCommand(binding.description, f"{binding.tooltip} ({key})", run)

    def action_toggle_help(self) -> None:
        """Show the screen's words about itself and its keys."""
        from interviewer.tui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            return
        keys: dict[str, tuple[list[str], str]] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.id:
                shown = keys.setdefault(active.binding.id, ([], active.binding.tooltip))[0]
                shown.append(self.get_key_display(replace(active.binding, key_display=None)))
        table = [(" ".join(dict.fromkeys(names)), tooltip) for names, tooltip in keys.values()]
        self.push_screen(HelpScreen(cleandoc(self.screen.HELP or ""), [*table, ("^p", "Every action by name")]))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notice. Errors quote files and answers, so words are cleaned; markup is Textual's own alone."""
        said = literal(message) if not markup else without_markup(message)
        super().notify(said.plain, title=plain(title), severity=severity, timeout=timeout, markup=False)

    async def action_quit(self) -> None:
        """Store what is being typed, then leave."""
        await self._store_draft()
        self.exit()

    async def on_unmount(self) -> None:
        """Leave no process behind."""
        await self.services.close_judge()

    def _handle_exception(self, error: Exception) -> None:
        """Report nothing that goes wrong while the screen is already being taken down."""
        if not self._exit:
            super()._handle_exception(error)

    @work(exclusive=True, group="open")
    async def _open(self) -> None:
        await self.services.run(self.services.open)
        history = self.services.history
        if history is not None and history.notice:
            self.notify(history.notice, severity="warning", timeout=20, markup=False)
        await self._refresh_home()
        if self._first is not None:
            self._begin(self._first)
        await self.services.run(_load)

    async def _refresh_home(self) -> None:
        """Bring home up to date with bank and history."""
        home = self.screen_stack[0]
        if not isinstance(home, HomeScreen) or self.services.bank is None or self.services.history is None:
            return
        home.show_bank(self.services.bank)
        try:
            home.show_unfinished(await self.services.run(self.services.history.unfinished))
        except HistoryError as error:
            self._say(error)

    @on(HomeScreen.StartAsked)
    def _start_asked(self, event: HomeScreen.StartAsked) -> None:
        self._begin(lambda: self.services.start(event.wishes))

    @on(HomeScreen.ResumeAsked)
    def _resume_asked(self) -> None:
        self._begin(self.services.resume)

    @on(AgainAsked)
    def _again_asked(self, event: AgainAsked) -> None:
        self._begin(lambda: self.services.again(event.question))

    def _begin(self, begin: "Callable[[], Conductor | None]") -> None:
        """Begin or resume a session, unless one is being begun: a key pressed twice means it once."""
        if not self._beginning:
            self._beginning = True
            self._show_session(begin)

    @work(group="session")
    async def _show_session(self, begin: "Callable[[], Conductor | None]") -> None:
        """Show a session in place of any screen above home."""
        await self.services.run(_load)
        from interviewer.interview.conductor import ResumeError
        from interviewer.tui.screens.interview import InterviewScreen

        try:
            conductor = await self.services.run(begin)
            if conductor is None:
                self.notify("There is no unfinished session to resume.", markup=False)
                return
            draft = await self.services.run(conductor.draft)
            await self._home()
            await self.push_screen(InterviewScreen(conductor, self.services, draft=draft))
        except (HistoryError, LookupError, NothingToAskError, ResumeError) as error:
            self._say(error)
        finally:
            self._beginning = False

    @on(Finished)
    async def _finished(self, event: Finished) -> None:
        await self._home()
        await self._show_debrief(event.conductor.session)

    @on(HomeScreen.SessionsAsked)
    async def _sessions_asked(self) -> None:
        from interviewer.tui.screens.sessions import SessionsScreen

        if self.services.history is not None:
            try:
                stored = await self.services.run(self.services.history.sessions)
            except HistoryError as error:
                self._say(error)
                return
            await self.push_screen(SessionsScreen(stored))

    @on(SessionChosen)
    async def _session_chosen(self, event: SessionChosen) -> None:
        from interviewer.interview.conductor import ResumeError

        try:
            session = await self.services.run(self.services.replay, event.stored)
        except (HistoryError, ResumeError) as error:
            self._say(error)
            return
        await self._show_debrief(session)

    async def _show_debrief(self, session: "Session") -> None:
        from interviewer.interview.debrief import debrief
        from interviewer.tui.screens.debrief import DebriefScreen

        summed = await self.services.run(debrief, session, self.services.question)
        await self.push_screen(DebriefScreen(summed, session.plan.session))

    @on(Overruled)
    async def _overruled(self, event: Overruled) -> None:
        from interviewer.interview.conductor import ResumeError
        from interviewer.interview.debrief import debrief

        try:
            session = await self.services.run(self.services.overrule, event.screen.session, event.number, event.point)
        except (HistoryError, ResumeError) as error:
            self._say(error)
            return
        await event.screen.renew(await self.services.run(debrief, session, self.services.question))

    @on(HomeScreen.ChallengesAsked)
    @work(exclusive=True, group="challenges")
    async def _challenges_asked(self) -> None:
        await self._show_challenges()

    async def _show_challenges(self) -> None:
        """Show the list of challenges in place of any screen above home."""
        await self.services.run(_load)
        from interviewer.progress.code import tried
        from interviewer.tui.screens.challenges import ChallengesScreen

        if self.services.history is None:
            return
        try:
            read = await self.services.run(lambda: self.services.library.challenges)
            known = await self.services.run(tried, self.services.history)
        except HistoryError as error:
            self._say(error)
            return
        await self._home()
        await self.push_screen(ChallengesScreen([one.challenge for one in read], known))
        if read.problems:
            first, *others = read.problems
            more = f" (and {len(others)} more)" if others else ""
            self.notify(f"{first}{more}", severity="warning", timeout=20, markup=False)

    @on(ChallengeChosen)
    def _challenge_chosen(self, event: ChallengeChosen) -> None:
        self._begin(lambda: self.services.challenge(event.challenge))

    @on(ChallengeLeft)
    async def _challenge_left(self, event: ChallengeLeft) -> None:
        """Come back to the list; where nothing was submitted there is no session to resume, and the code is kept."""
        conductor = event.conductor
        if not conductor.session.round.submissions:
            try:
                await self.services.run(self.services.abandon, conductor.session.plan.session)
            except HistoryError as error:
                self._say(error)
        await self._show_challenges()

    @on(HomeScreen.DiscardAsked)
    async def _discard_asked(self) -> None:
        try:
            await self.services.run(self.services.discard)
        except HistoryError as error:
            self._say(error)
        await self._refresh_home()

    @on(HomeAsked)
    async def _home(self) -> None:
        """Take every screen above home away."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self._refresh_home()

    async def _store_draft(self) -> None:
        if len(self.screen_stack) == 1:
            return
        from interviewer.tui.screens.challenge import ChallengeScreen
        from interviewer.tui.screens.interview import InterviewScreen

        for screen in self.screen_stack:
            if isinstance(screen, InterviewScreen):
                await screen.store_draft()
            elif isinstance(screen, ChallengeScreen):
                await screen.store_code()

    def _apply_settings(self) -> None:
        settings = read_settings(self.services.paths.settings, themes=list(self.available_themes), bindings=binding_ids)
        if settings.theme is not None:
            self.theme = settings.theme
        self.set_keymap(dict(settings.keys))
        self.services.judging = (settings.device, settings.python)
        if settings.problems:
            first, *others = settings.problems
            more = f" (and {len(others)} more)" if others else ""
            self.notify(f"{first}{more}", severity="warning", timeout=20, markup=False)

    def _say(self, error: Exception) -> None:
        text = str(error)
        self.notify(text[:1].upper() + text[1:], severity="error", timeout=15, markup=False)


def _load() -> None:
    """Import what home does without: the other screens, and with them pydantic and a Markdown parser; takes 100 ms."""
    with loading():
        import interviewer.tui.screens.challenge
        import interviewer.tui.screens.challenges
        import interviewer.tui.screens.debrief
        import interviewer.tui.screens.interview
        import interviewer.tui.screens.sessions  # noqa: F401 -- imported for what it loads


def run(
    bank: Path | None = None,
    paths: Paths | None = None,
    *,
    wishes: Wishes | None = None,
    seed: int | None = None,
    resume: bool = False,
) -> None:
    """Open the terminal interface and stay until the user leaves.

    Args:
        bank: a bank to use instead of the bundled one.
        paths: the user's folders.
        wishes: what session to begin at once; None opens at home.
        seed: decides every choice of questions and words; None for another one each session.
        resume: whether to go on with the unfinished session at once, where there is one.
    """
    services = Services(paths or user_paths(), bank)
    if seed is not None:
        services.seed = lambda: seed
    first: Callable[[], Conductor | None] | None = None
    if resume:
        first = services.resume
    elif wishes is not None:
        first = partial(services.start, wishes)
    try:
        InterviewerApp(services, first).run()
    finally:
        services.close()
