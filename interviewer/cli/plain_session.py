"""``interviewer start --plain``: a new session, or the unfinished one, from its beginning to its end or the input's."""

import secrets
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path

from interviewer.cli.common import fail
from interviewer.cli.dialogue import Dialogue
from interviewer.cli.lines import Lines
from interviewer.cli.plain_code import Coding
from interviewer.cli.reckoning import reckon
from interviewer.cli.wrapping import hanging
from interviewer.grading.grader import Grader
from interviewer.interview.beginning import settle
from interviewer.interview.conductor import Conductor, ResumeError
from interviewer.interview.library import Library
from interviewer.interview.planning import NothingDueError, NothingToAskError, Wishes
from interviewer.knowledge.bank import Bank
from interviewer.knowledge.opening import open_challenges
from interviewer.paths import Paths
from interviewer.progress.history import History, HistoryError, StoredSession
from interviewer.text import counted


def hold(
    bank: Bank,
    paths: Paths,
    lines: Lines,
    wishes: Wishes,
    *,
    seed: int | None,
    resume: bool,
    again: str,
    bank_folder: Path | None = None,
    clock: Callable[[], float] = time.time,
) -> None:
    """Hold a session line by line; what was said is kept whichever way it ends.

    Args:
        bank: what to ask from.
        paths: the user's folders.
        lines: what to read from and write to.
        wishes: what a new session should be.
        seed: decides every choice of questions and words; None for a new one.
        resume: whether to go on with the unfinished session without asking.
        again: the command that goes on with a session that was left.
        bank_folder: where ``bank`` was read from, if it is not the program's own.
        clock: seconds since the epoch.

    Exits with status 1 when there is nothing to resume or to ask, or when something cannot be stored.

    Raises:
        KeyboardInterrupt: ctrl+c, once the candidate has been told that the session is kept.
    """
    # The thread is waited for: an import that outlives its program ends in a traceback.
    with closing(_open_history(paths)) as history, ThreadPoolExecutor(1) as background:
        try:
            library = Library(bank, lambda: open_challenges(paths, bank_folder))
            opened = _Opened(library, history, lines, clock, background)
            conductor = opened.resume() if resume else opened.offered() or opened.start(wishes, seed)
            try:
                with closing(Coding(library, lines)) as coding:
                    dialogue = Dialogue(conductor, library.question, lines, coding)
                    dialogue.open()
                    finished = dialogue.hold()
            except KeyboardInterrupt:
                lines.say(f"\n{_left(history, again)}")  # below the ^C that the terminal shows
                raise
        except EOFError:
            return
        except NothingDueError as nothing:
            said = str(nothing)
            lines.say(hanging("", f"{said[:1].upper()}{said[1:]}.", lines.width))
            return
        except (HistoryError, NothingToAskError, ResumeError) as error:
            fail(str(error))
        if not finished:
            lines.say(f"\n{_left(history, again)}" if lines.interactive else _left(history, again))


class _Opened:
    """What a conductor is made with."""

    def __init__(
        self, library: Library, history: History, lines: Lines, clock: Callable[[], float], background: Executor
    ) -> None:
        self._library = library
        self._history = history
        self._lines = lines
        self._clock = clock
        self._background = background
        self._grader = Grader(library.bank.questions, library.bank.glossary)

    def start(self, wishes: Wishes, seed: int | None) -> Conductor:
        seed = secrets.randbelow(2**31) if seed is None else seed
        if wishes.review:
            reckon(self._history, self._library)
        plan = settle(self._library, self._history, wishes, at=self._clock(), seed=seed)
        conductor, _ = Conductor.start(
            plan, lookup=self._library.question, grader=self._grader, log=self._history, clock=self._clock
        )
        self._lines.say(f"{wishes.mode.capitalize()}, {counted(len(plan.questions), 'question')}, seed {seed}.")
        return self._ready(conductor)

    def offered(self) -> Conductor | None:
        """Return the unfinished session where a person wants it; a program has to ask for it itself.

        Raises:
            EOFError: the input ended instead.
        """
        stored = self._history.unfinished()
        if stored is None or not self._lines.interactive:
            return None
        offer = f"There is an unfinished {_named(stored)}. Go on with it? Enter for yes, n for a new one."
        self._lines.say(hanging("", offer, self._lines.width))
        while (answer := self._lines.read()) is not None:
            word = answer.strip().lower()
            if word in {"n", "no", "new"}:
                return None
            if word in {"", "y", "yes"}:
                return self.resume()
            self._lines.say("Enter for yes, n for a new one.")
        raise EOFError

    def resume(self) -> Conductor:
        stored = self._history.unfinished()
        if stored is None:
            raise ResumeError("there is no unfinished session to resume")
        conductor = Conductor.resume(
            stored.plan,
            stored.began,
            lookup=self._library.question,
            grader=self._grader,
            log=self._history,
            clock=self._clock,
        )
        self._lines.say(f"Going on with the {_named(stored)}.")
        return self._ready(conductor)

    def _ready(self, conductor: Conductor) -> Conductor:
        if self._lines.interactive:
            # A person takes longer to answer than the grader to get ready.
            self._background.submit(self._grader.warm_up, conductor.question)
        return conductor


def _open_history(paths: Paths) -> History:
    """Return the user's history, or one in memory where that cannot be used."""
    try:
        history = History.open(paths.history)
    except HistoryError as error:
        history = History.in_memory(f"{error}; this session will not be remembered")
    if history.notice:
        print(f"interviewer: {history.notice}", file=sys.stderr)
    return history


def _named(stored: StoredSession) -> str:
    begun = datetime.fromtimestamp(stored.began).astimezone().strftime("%d %b %H:%M")
    return f"{stored.plan['mode']} session, {counted(len(stored.plan['questions']), 'question')}, begun {begun}"


def _left(history: History, again: str) -> str:
    if history.path is None:
        return "The session ends here; it could not be stored."
    return f"The session is kept, with what you have typed. To go on with it:\n{again}"
