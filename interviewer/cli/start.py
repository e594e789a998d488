"""``interviewer start``: a session at once, in the terminal interface or line by line."""

import math
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.common import BankOption, need_terminal, read_bank, skill_ids, tell_problems, topic_ids
from interviewer.interview.events import Mode

if TYPE_CHECKING:
    from interviewer.interview.planning import Wishes
    from interviewer.knowledge.bank import Bank

HARDEST = 4
"""The highest level of a question."""

MOST = 1000
"""Questions or minutes that a session may have."""

INTERRUPTED = 130
"""Exit status after ctrl+c, as a shell has it."""


def start(
    *,
    topic: Annotated[
        list[str] | None, typer.Option(help="Only this topic; may be given more than once.", autocompletion=topic_ids)
    ] = None,
    skill: Annotated[
        list[str] | None,
        typer.Option(help="Only what is practice in this; may be given more than once.", autocompletion=skill_ids),
    ] = None,
    level: Annotated[int | None, typer.Option(metavar="1..4", help="Nothing harder than this.")] = None,
    minutes: Annotated[float | None, typer.Option(help="How long the session should take.")] = None,
    questions: Annotated[int | None, typer.Option(help="How many questions to ask.")] = None,
    code: Annotated[int, typer.Option(metavar="N", min=0, max=MOST, help="How many code challenges to end with.")] = 0,
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
    from interviewer.interview.planning import Wishes

    wishes = Wishes(mode, tuple(topic or ()), level, questions, minutes, code, skills=tuple(skill or ()))
    _check(wishes)
    if resume and wishes != Wishes(mode):
        raise typer.BadParameter("--resume goes on as the session was begun; leave the other wishes out")
    begin(wishes, bank, plain=plain, seed=seed, resume=resume)


def begin(wishes: "Wishes", bank: Path | None, *, plain: bool, seed: int | None, resume: bool = False) -> None:
    """Begin a session line by line or in the terminal interface."""
    if plain:
        read = read_bank(bank)
        _check_names(wishes, read)
        tell_problems(read)
        from interviewer.cli.lines import Lines
        from interviewer.cli.plain_session import hold
        from interviewer.paths import user_paths

        again = "interviewer start --plain --resume" + (f" --bank {shlex.quote(str(bank))}" if bank else "")
        try:
            hold(read, user_paths(), Lines.standard(), wishes, seed=seed, resume=resume, again=again, bank_folder=bank)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        return
    need_terminal()
    if wishes.topics or wishes.skills:
        _check_names(wishes, read_bank(bank))
    from interviewer.tui.app import run

    run(bank, wishes=wishes, seed=seed, resume=resume)


def _check(wishes: "Wishes") -> None:
    """Refuse wishes that contradict each other.

    Raises:
        typer.BadParameter: with what is wrong; exits with status 2.
    """
    if wishes.minutes is not None and wishes.questions is not None:
        raise typer.BadParameter("give --minutes or --questions, not both")
    _check_range("--level", wishes.level, HARDEST)
    _check_range("--questions", wishes.questions, MOST, least=0 if wishes.challenges else 1)
    _check_range("--minutes", wishes.minutes, MOST)


def _check_range(option: str, value: float | None, most: int, least: int = 1) -> None:
    if value is not None and not least <= value <= most:
        nearest = least if math.isnan(value) or value < least else most
        message = f"{value:g} is not between {least} and {most} (did you mean {nearest}?)"
        raise typer.BadParameter(message, param_hint=option)


def _check_names(wishes: "Wishes", bank: "Bank") -> None:
    from interviewer.knowledge.names import did_you_mean

    for what, wished, known in (
        ("topic", wishes.topics, [info.id for info in bank.topics]),
        ("skill", wishes.skills, bank.known_skills),
    ):
        for name in wished:
            if name not in known:
                hint = did_you_mean(name, known) or f"; there are {', '.join(sorted(known))}"
                raise typer.BadParameter(f"no {what} is called {name!r}{hint}", param_hint=f"--{what}")
