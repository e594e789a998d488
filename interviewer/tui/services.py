"""What the screens share: the bank, the grader, the history, the clock, and one thread that blocks for them."""

import asyncio
import gc
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from interviewer.interview.events import Act, Event, Mode, Plan
from interviewer.interview.planning import Wishes, plan_for
from interviewer.paths import Paths
from interviewer.progress.history import History, HistoryError, StoredSession
from interviewer.tui.settings import Settings

if TYPE_CHECKING:
    from interviewer.challenges.judge import Judge
    from interviewer.grading.grader import Grader
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.library import Library
    from interviewer.interview.state import Session
    from interviewer.knowledge.bank import Bank
    from interviewer.knowledge.challenges import ChallengeFolder
    from interviewer.knowledge.models import Question
    from interviewer.progress.goals import DayPlan, Goal
    from interviewer.progress.statistics import Progress

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def loading() -> Iterator[None]:
    """Leave what is loaded out of garbage collection.

    It stays until the end, and walking a million objects again and again would hold the screen still for 200 ms a time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@dataclass(frozen=True, slots=True)
class Standing:
    """What home says of progress: key points due, and the goal with what it asks for today."""

    due: int
    goal: "Goal | None"
    plan: "DayPlan | None"


@dataclass
class Services:
    """Opened once, after the first paint.

    Attributes:
        paths: the user's folders.
        bank_folder: a bank to use instead of the bundled one.
        clock: seconds since the epoch.
        seed: a new seed for each session.
        bank: None until :meth:`open`.
        history: None until :meth:`open`.
        grader: None until :meth:`ready_grader`.
        settings: what the user has settled; the defaults until the file has been read.
    """

    paths: Paths
    bank_folder: Path | None = None
    clock: Callable[[], float] = time.time
    seed: Callable[[], int] = lambda: secrets.randbelow(2**31)
    bank: "Bank | None" = None
    history: History | None = None
    grader: "Grader | None" = None
    settings: Settings = field(default_factory=Settings)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "interviewer"))

    def open(self) -> None:
        """Load the bank and open the history; blocks. A history that cannot be opened is replaced by one in memory."""
        from interviewer.knowledge.opening import open_bank

        self.bank = open_bank(self.paths, self.bank_folder)
        try:
            self.history = History.open(self.paths.history)
        except HistoryError as error:
            self.history = History.in_memory(f"{error}. This session will not be remembered.")

    def ready_grader(self) -> "Grader":
        """Return the grader, made when first asked for; parsing every question blocks for some 50 ms.

        Raises:
            RuntimeError: the services are not open yet.
        """
        from interviewer.grading.grader import Grader

        if self.grader is None:
            bank, _ = self._opened()
            self.grader = Grader(bank.questions, bank.glossary)
        return self.grader

    def warm_up(self, question: "Question") -> None:
        """Make the grader ready to grade ``question`` at once; blocks for a second the first time."""
        with loading():
            self.ready_grader().warm_up(question)

    @cached_property
    def library(self) -> "Library":
        """What can be asked.

        Raises:
            RuntimeError: the services are not open yet.
        """
        from interviewer.interview.library import Library
        from interviewer.knowledge.opening import open_challenges

        return Library(self._opened()[0], lambda: open_challenges(self.paths, self.bank_folder))

    @cached_property
    def judge(self) -> "Judge":
        """What runs and judges code; it starts its processes when first asked to."""
        from interviewer.challenges.judge import Judge
        from interviewer.challenges.judge import Settings as JudgeSettings

        return Judge(JudgeSettings(device=self.settings.device, python=self.settings.python))

    async def close_judge(self) -> None:
        """End the processes that run code, where there are any."""
        if "judge" in self.__dict__:
            await self.judge.close()

    def challenge(self, challenge_id: str) -> "Conductor":
        """Begin a practice session of one challenge; blocks.

        Raises:
            LookupError: there is no such challenge.
            HistoryError: it could not be stored.
        """
        from interviewer.interview.coding import PREFIX

        return self.again(f"{PREFIX}{challenge_id}")

    def folder(self, question_id: str) -> "ChallengeFolder":
        """Return the challenge that a question of a session is.

        Raises:
            LookupError: there is no such challenge.
        """
        from interviewer.interview.coding import PREFIX

        return self.library.challenges.find(question_id.removeprefix(PREFIX))

    def question(self, question_id: str) -> "Question":
        """Return one question of the bank, or a challenge as one.

        Raises:
            LookupError: there is none of that id.
            RuntimeError: the services are not open yet.
        """
        return self.library.question(question_id)

    def start(self, wishes: Wishes) -> "Conductor":
        """Begin a new session; blocks.

        Raises:
            NothingToAskError: no question fits the wishes, or nothing is due.
            HistoryError: it could not be stored.
        """
        from interviewer.interview.beginning import settle

        _, history = self._opened()
        return self._conduct(settle(self.library, history, wishes, at=self.clock(), seed=self.seed()))

    def practise(self, skill: str, questions: int) -> "Conductor":
        """Begin a practice session on a skill, of code where no question is about it; blocks.

        Raises:
            NothingToAskError: nothing is practice in it any more.
            HistoryError: it could not be stored.
        """
        asked = any(skill in summary.skills for summary in self._opened()[0].summaries)
        length = (questions, 0) if asked else (0, 1)
        return self.start(Wishes(Mode.PRACTICE, skills=(skill,), questions=length[0], challenges=length[1]))

    def again(self, question_id: str) -> "Conductor":
        """Begin a practice session of one question; blocks.

        Raises:
            HistoryError: it could not be stored.
        """
        return self._conduct(plan_for([question_id], at=self.clock(), seed=self.seed()))

    def resume(self, session_id: str | None = None) -> "Conductor | None":
        """Go on with a session, or with the newest unfinished one; None where there is none; blocks.

        Raises:
            ResumeError: its questions have changed.
            HistoryError: the history cannot be used.
        """
        _, history = self._opened()
        stored = history.unfinished() if session_id is None else history.session(session_id)
        if stored is None:
            return None
        from interviewer.interview.conductor import Conductor

        return Conductor.resume(
            stored.plan,
            stored.began,
            lookup=self.question,
            grader=self.ready_grader(),
            log=history,
            clock=self.clock,
        )

    def discard(self) -> None:
        """Close the newest unfinished session; what was said in it stays in the history.

        Raises:
            HistoryError: it could not be stored.
        """
        _, history = self._opened()
        stored = history.unfinished()
        if stored is not None:
            history.abandon(stored.id, self.clock())

    def abandon(self, session_id: str) -> None:
        """Close a session without offering to resume it.

        Raises:
            HistoryError: it could not be stored.
        """
        self._opened()[1].abandon(session_id, self.clock())

    def waiting(self) -> "dict[str, int]":
        """Return the sessions that have gone on since the figures were reckoned last; blocks.

        Raises:
            HistoryError: the history cannot be read.
        """
        from interviewer.progress.outcomes import pending

        return pending(self._opened()[1])

    def catch_up(self, sessions: "Mapping[str, int] | None" = None) -> None:
        """Reckon the first of the sessions that wait, or all of them; blocks.

        Raises:
            HistoryError: the history cannot be used.
        """
        from interviewer.interview.recording import catch_up

        catch_up(self._opened()[1], self.question, sessions=sessions)

    def progress(self) -> "Progress":
        """Return every figure of the progress screen as of now; blocks.

        Raises:
            HistoryError: the history cannot be used.
        """
        from interviewer.progress.statistics import progress

        self.catch_up()
        return progress(self._opened()[1], self.clock())

    def set_goal(self, goal: "Goal | None", most: int | None) -> None:
        """Store a goal, and how many reviews a day there may be, in place of those before; blocks.

        Raises:
            HistoryError: it could not be stored.
        """
        from interviewer.progress.goals import set_goal
        from interviewer.progress.load import set_most_a_day

        _, history = self._opened()
        set_goal(history, goal)
        set_most_a_day(history, most)

    def standing(self) -> "Standing":
        """Return what home says: what is due, and what the goal asks for; blocks.

        Raises:
            HistoryError: the history cannot be used.
        """
        from interviewer.progress.days import local_day
        from interviewer.progress.goals import goal_of, plan_of
        from interviewer.progress.standings import topics_of
        from interviewer.progress.statistics import to_review_of

        self.catch_up()
        bank, history = self._opened()
        now = self.clock()
        goal = goal_of(history)
        topics = [topic.id for topic in bank.topics]
        plan = plan_of(goal, topics, topics_of(history, now), local_day(now)) if goal else None
        return Standing(to_review_of(history, now), goal, plan)

    def overrule(self, session_id: str, number: int, point: str) -> "Session":
        """Turn a verdict of a stored session over, or back, and return the session; blocks.

        Raises:
            ResumeError: its questions have changed.
            HistoryError: it could not be stored.
        """
        _, history = self._opened()
        stored = history.session(session_id)
        if stored is None:
            raise HistoryError(f"there is no session {session_id}")
        event = Event(Act.OVERRULE, self.clock(), overrules=(number, point))
        history.append(session_id, event.at, event.to_json())
        return self.replay(stored)

    def replay(self, stored: StoredSession) -> "Session":
        """Return a stored session as it was left; blocks.

        Raises:
            ResumeError: its questions have changed.
            HistoryError: the history cannot be read.
        """
        _, history = self._opened()
        from interviewer.interview.conductor import recall

        return recall(stored.plan, stored.began, history.events(stored.id), self.question)

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call something that blocks, in the one thread that keeps such calls in order."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: function(*args, **kwargs))

    def _conduct(self, plan: Plan) -> "Conductor":
        _, history = self._opened()
        from interviewer.interview.conductor import Conductor

        conductor, _ = Conductor.start(
            plan, lookup=self.question, grader=self.ready_grader(), log=history, clock=self.clock
        )
        return conductor

    def _opened(self) -> "tuple[Bank, History]":
        if self.bank is None or self.history is None:
            raise RuntimeError("the services are not open yet")
        return self.bank, self.history

    def close(self) -> None:
        """Finish what was begun, then close the history."""
        self._thread.shutdown(wait=True)
        if self.history is not None:
            self.history.close()
