"""What the commands share: how they read the bank and how they fail.

Exit status: 0 done, 1 the input was at fault, 2 wrong usage (typer's own).
"""

import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from interviewer.knowledge.bank import Bank

BankOption = Annotated[
    Path | None,
    typer.Option(
        "--bank", metavar="DIR", help="Read topic files from DIR instead of the bank that comes with the program."
    ),
]
"""``--bank DIR``."""


def fail(message: str) -> NoReturn:
    """Say in one line on standard error what was wrong with the input, and exit with status 1."""
    print(f"interviewer: {message}", file=sys.stderr)
    raise typer.Exit(1)


def read_bank(folder: Path | None) -> "Bank":
    """Return the bank in ``folder``, or the program's own and the user's; the program's glossary applies to both.

    Exits with status 1 when nothing could be loaded, having said why.
    """
    bank = _load(folder)
    if not bank.summaries:
        for problem in bank.problems:
            print(problem, file=sys.stderr)
        fail(f"there is no question in {folder or 'the bank'}")
    return bank


def _load(folder: Path | None) -> "Bank":
    from interviewer.knowledge.opening import open_bank
    from interviewer.paths import user_paths

    return open_bank(user_paths(), folder)


def check_name(what: str, name: str | None, known: Collection[str]) -> None:
    """Exit with status 1, having named the nearest, where a ``name`` is given and none of ``known`` has it."""
    if name is not None and name not in known:
        from interviewer.knowledge.names import did_you_mean

        fail(f"no {what} is called {name!r}{did_you_mean(name, known)}")


def tell_problems(bank: "Bank") -> None:
    """Say on standard error that parts of the bank did not load, where they did not."""
    if bank.problems:
        count = "1 problem" if len(bank.problems) == 1 else f"{len(bank.problems)} problems"
        print(f"interviewer: {count} in the bank; `interviewer bank check` shows what and where", file=sys.stderr)


def question_ids(incomplete: str) -> list[str]:
    """Complete a question's id for the shell."""
    return [summary.id for summary in _load(None).summaries if summary.id.startswith(incomplete)]


def topic_ids(incomplete: str) -> list[str]:
    """Complete a topic's id for the shell."""
    return [topic.id for topic in _load(None).topics if topic.id.startswith(incomplete)]


def skill_ids(incomplete: str) -> list[str]:
    """Complete a skill for the shell."""
    return [skill for skill in _load(None).known_skills if skill.startswith(incomplete)]


def need_terminal() -> None:
    """Refuse to paint where there is no terminal.

    Raises:
        typer.BadParameter: with what to do instead; exits with status 2.
    """
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise typer.BadParameter(
            "the terminal interface needs a terminal; for pipes and files add --plain to `interviewer start`"
        )
