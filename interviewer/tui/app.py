"""The application: themes, keys, which screen comes when. Everything else lives in screens and widgets."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen

from interviewer.interview.events import Mode
from interviewer.interview.planning import NothingToAskError, Wishes
from interviewer.paths import Paths, user_paths
from interviewer.progress.history import HistoryError, StoredSession
from interviewer.text import plain
from interviewer.tui.content import literal, without_markup
from interviewer.tui.keys import APP_BINDINGS, binding_ids
from interviewer.tui.late import load_screens
from interviewer.tui.messages import (
    AgainAsked,
    AttemptsAsked,
    ChallengeChosen,
    ChallengeLeft,
    Finished,
    GoalSet,
    HomeAsked,
    Overruled,
    ProgressAsked,
    ResumeAsked,
    ReviewAsked,
    SessionChosen,
    SessionsAsked,
    SkillAsked,
    TopicAsked,
    TranscriptAsked,
)
from interviewer.tui.palette import commands, show_help
from interviewer.tui.progress_views import attempts_screen, catch_up, progress_screen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.services import Services
from interviewer.tui.settings import read_settings
from interviewer.tui.terminal_keys import teach

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.state import Session

TOPIC_QUESTIONS = 3
"""Questions of a session on one topic."""

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
        return commands(self, screen)

    def action_toggle_help(self) -> None:
        """Show the screen's words about itself and its keys."""
        show_help(self)

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
        await self.services.run(load_screens)

    async def _refresh_home(self) -> None:
        """Bring home up to date with bank and history."""
        home = self.screen_stack[0]
        if not isinstance(home, HomeScreen) or self.services.bank is None or self.services.history is None:
            return
        home.show_bank(self.services.bank)
        try:
            home.show_unfinished(await self.services.run(self.services.history.unfinished))
            self._tell_standing()
        except HistoryError as error:
            self._say(error)

    @work(exclusive=True, group="standing")
    async def _tell_standing(self) -> None:
        """Let home say what is due, once it is reckoned; what cannot be is told where progress is asked for."""
        with contextlib.suppress(HistoryError):
            home, bank = self.screen_stack[0], self.services.bank
            if isinstance(home, HomeScreen) and bank is not None:
                await catch_up(self.services, home.show_reckoning)
                standing = await self.services.run(self.services.standing)
                home.show_standing(standing, {topic.id: topic.title for topic in bank.topics})

    @on(HomeScreen.StartAsked)
    def _start_asked(self, event: HomeScreen.StartAsked) -> None:
        self._begin(lambda: self.services.start(event.wishes))

    @on(ResumeAsked)
    def _resume_asked(self, event: ResumeAsked) -> None:
        self._begin(lambda: self.services.resume(event.session))

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
        await self.services.run(load_screens)
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

    @on(SessionsAsked)
    async def _sessions_asked(self) -> None:
        from interviewer.tui.screens.sessions import SessionsScreen

        if self.services.history is not None:
            try:
                await self.push_screen(SessionsScreen(await self.services.run(self.services.history.sessions)))
            except HistoryError as error:
                self._say(error)

    @on(SessionChosen)
    async def _session_chosen(self, event: SessionChosen) -> None:
        await self._show_stored(event.stored)

    async def _show_stored(self, stored: StoredSession, number: int = 0) -> None:
        from interviewer.interview.conductor import ResumeError

        try:
            session = await self.services.run(self.services.replay, stored)
        except (HistoryError, ResumeError) as error:
            self._say(error)
            return
        await self._show_debrief(session, number)

    async def _show_debrief(self, session: "Session", number: int = 0) -> None:
        from interviewer.interview.debrief import debrief
        from interviewer.tui.screens.debrief import DebriefScreen

        summed = await self.services.run(debrief, session, self.services.question)
        await self.push_screen(DebriefScreen(summed, session.plan.session, number))

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
        await self.services.run(load_screens)
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
        self._warn(read.problems)

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

    @on(ProgressAsked)
    @work(exclusive=True, group="progress")
    async def _progress_asked(self) -> None:
        try:
            screen = await progress_screen(self.services)
        except HistoryError as error:
            self._say(error)
        else:
            await self._home()
            await self.push_screen(screen)

    @on(AttemptsAsked)
    async def _attempts_asked(self, event: AttemptsAsked) -> None:
        try:
            await self.push_screen(await attempts_screen(self.services, event.question))
        except HistoryError as error:
            self._say(error)

    @on(TranscriptAsked)
    async def _transcript_asked(self, event: TranscriptAsked) -> None:
        history = self.services.history
        stored = await self.services.run(history.session, event.session) if history is not None else None
        if stored is not None:
            await self._show_stored(stored, event.number)

    @on(ReviewAsked)
    def _review_asked(self) -> None:
        self._begin(lambda: self.services.start(Wishes(Mode.PRACTICE, review=True)))

    @on(TopicAsked)
    def _topic_asked(self, event: TopicAsked) -> None:
        self._begin(lambda: self.services.start(Wishes(Mode.PRACTICE, (event.topic,), questions=TOPIC_QUESTIONS)))

    @on(SkillAsked)
    def _skill_asked(self, event: SkillAsked) -> None:
        self._begin(lambda: self.services.practise(event.skill, TOPIC_QUESTIONS))

    @on(GoalSet)
    async def _goal_set(self, event: GoalSet) -> None:
        try:
            await self.services.run(self.services.set_goal, event.goal, event.most)
        except HistoryError as error:
            self._say(error)
        else:
            self.post_message(ProgressAsked())

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
        self.services.settings = settings
        self._warn(settings.problems)

    def _warn(self, problems: Sequence[object]) -> None:
        """Tell the first of some problems, and how many more there are."""
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            self.notify(f"{problems[0]}{more}", severity="warning", timeout=20, markup=False)

    def _say(self, error: Exception) -> None:
        text = str(error)
        self.notify(text[:1].upper() + text[1:], severity="error", timeout=15, markup=False)


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
