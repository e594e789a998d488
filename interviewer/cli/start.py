"""``interviewer start``: a session at once, in the terminal interface or line by line."""

import math
import secrets
import sys
import time
from contextlib import closing
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.common import BankOption, fail, read_bank, tell_problems, topic_ids
from interviewer.interview.events import Mode
from interviewer.interview.planning import NothingToAskError, Wishes, make_plan

if TYPE_CHECKING:
    from interviewer.cli.lines import Lines
    from interviewer.interview.conductor import Conductor
    from interviewer.knowledge.bank import Bank
    from interviewer.progress.history import History, StoredSession

MOST = 1000
"""Questions or minutes that a session may have."""

INTERRUPTED = 130
"""Exit status after ctrl+c, as a shell has it."""


def start(
    *,
    topic: Annotated[
        list[str] | None, typer.Option(help="Only this topic; may be given more than once.", autocompletion=topic_ids)
    ] = None,
    level: Annotated[int | None, typer.Option(min=1, max=4, help="Nothing harder than this.")] = None,
    minutes: Annotated[float | None, typer.Option(help="How long the session should take.")] = None,
    questions: Annotated[int | None, typer.Option(min=1, max=MOST, help="How many questions to ask.")] = None,
    mode: Annotated[
        Mode, typer.Option(help="practice: a verdict after each question; interview: all of them in the debrief.")
    ] = Mode.PRACTICE,
    seed: Annotated[int | None, typer.Option(help="The same seed and history choose the same questions.")] = None,
    bank: BankOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line on standard input and output, for pipes and screen readers.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the unfinished session.")] = False,
) -> None:
    """Begin an interview at once, without the first screen."""
    wishes = Wishes(mode, tuple(topic or ()), level, questions, minutes)
    _check(wishes, resume=resume)
    if plain:
        read = read_bank(bank)
        _check_topics(wishes.topics, read)
        tell_problems(read)
        try:
            _hold(read, wishes, secrets.randbelow(2**31) if seed is None else seed, resume=resume)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        return
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter("the terminal interface needs a terminal; add --plain for pipes and files")
    if wishes.topics:
        _check_topics(wishes.topics, read_bank(bank))
    from interviewer.tui.app import run

    run(bank, wishes=wishes, seed=seed, resume=resume)


def _check(wishes: Wishes, *, resume: bool) -> None:
    """Refuse wishes that contradict each other.

    Raises:
        typer.BadParameter: with what is wrong; exits with status 2.
    """
    if wishes.minutes is not None and wishes.questions is not None:
        raise typer.BadParameter("give --minutes or --questions, not both")
    if wishes.minutes is not None and not (math.isfinite(wishes.minutes) and 0 < wishes.minutes <= MOST):
        raise typer.BadParameter(f"{wishes.minutes:g} is not above 0 and at most {MOST}", param_hint="--minutes")
    if resume and wishes != Wishes(wishes.mode):
        raise typer.BadParameter("--resume goes on as the session was begun; leave the other wishes out")


def _check_topics(topics: tuple[str, ...], bank: "Bank") -> None:
    from interviewer.knowledge.names import did_you_mean

    known = [info.id for info in bank.topics]
    for topic in topics:
        if topic not in known:
            hint = did_you_mean(topic, known) or f"; there are {', '.join(sorted(known))}"
            raise typer.BadParameter(f"no topic is called {topic!r}{hint}", param_hint="--topic")


def _hold(bank: "Bank", wishes: Wishes, seed: int, *, resume: bool) -> None:
    """Hold a session line by line, to its end or the input's."""
    from interviewer.cli.dialogue import Dialogue
    from interviewer.cli.lines import Lines
    from interviewer.progress.history import HistoryError

    lines = Lines.standard()
    with closing(_open_history()) as history:
        try:
            conductor = _begin(bank, history, lines, wishes, seed, resume=resume)
            if conductor is None:
                return
            dialogue = Dialogue(conductor, bank.question, lines)
            try:
                dialogue.open()
                finished = dialogue.hold()
            except KeyboardInterrupt:
                lines.say(f"\n{_left(history)}")  # below the ^C that the terminal shows
                raise
        except HistoryError as error:
            fail(str(error))
        if not finished:
            lines.say(f"\n{_left(history)}" if lines.interactive else _left(history))


def _open_history() -> "History":
    """Return the user's history, or one in memory where that cannot be used."""
    from interviewer.paths import user_paths
    from interviewer.progress.history import History, HistoryError

    try:
        history = History.open(user_paths().history)
    except HistoryError as error:
        history = History.in_memory(f"{error}; this session will not be remembered")
    if history.notice:
        print(f"interviewer: {history.notice}", file=sys.stderr)
    return history


def _begin(
    bank: "Bank", history: "History", lines: "Lines", wishes: Wishes, seed: int, *, resume: bool
) -> "Conductor | None":
    """Return a new session or the unfinished one; None where the input ended when it was asked which.

    Exits with status 1 when there is none to resume, or nothing to ask.
    """
    from interviewer.grading.grader import Grader
    from interviewer.interview.conductor import Conductor, ResumeError

    grader = Grader(bank.questions, bank.glossary)
    stored = history.unfinished()
    if resume and stored is None:
        fail("there is no unfinished session to resume")
    if stored is not None and not resume and lines.interactive:
        answer = _offer(stored, lines)
        if answer is None:
            return None
        resume = answer
    if stored is not None and resume:
        try:
            conductor = Conductor.resume(
                stored.plan, stored.began, lookup=bank.question, grader=grader, log=history, clock=time.time
            )
        except ResumeError as error:
            fail(str(error))
        lines.say(f"Going on with the {_named(stored)}.")
    else:
        try:
            plan = make_plan(
                bank.summaries,
                at=time.time(),
                seed=seed,
                mode=wishes.mode,
                topics=wishes.topics,
                level=wishes.level,
                questions=wishes.questions,
                minutes=wishes.minutes,
                past=[past.plan for past in history.sessions()],
            )
        except NothingToAskError as error:
            fail(str(error))
        conductor, _ = Conductor.start(plan, lookup=bank.question, grader=grader, log=history, clock=time.time)
        lines.say(f"{wishes.mode.capitalize()}, {_count(len(plan.questions))}, seed {seed}.")
    if lines.interactive:
        # A person takes longer to answer than the grader to get ready; a program need not wait twice.
        Thread(target=grader.warm_up, args=(conductor.question,)).start()
    return conductor


def _offer(stored: "StoredSession", lines: "Lines") -> bool | None:
    """Ask whether to go on with the unfinished session; None where the input ended."""
    lines.say(f"There is an unfinished {_named(stored)}. Go on with it? Enter or y for yes, n for a new one.")
    answer = lines.read()
    return None if answer is None else not answer.strip().lower().startswith("n")


def _named(stored: "StoredSession") -> str:
    begun = datetime.fromtimestamp(stored.began).astimezone().strftime("%d %b %H:%M")
    return f"{stored.plan['mode']} session, {_count(len(stored.plan['questions']))}, begun {begun}"


def _count(questions: int) -> str:
    return f"{questions} question{'' if questions == 1 else 's'}"


def _left(history: "History") -> str:
    if history.path is None:
        return "The session ends here; it could not be stored."
    return "The session is kept, with what you have typed. To go on with it:\ninterviewer start --plain --resume"
