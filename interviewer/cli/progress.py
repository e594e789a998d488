"""``interviewer progress``: where you stand, as text, for a browser, and for other programs."""

import json
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.common import BankOption, fail, read_bank, tell_problems
from interviewer.cli.output import STANDARD, put
from interviewer.cli.reckoning import reckon
from interviewer.text import counted

if TYPE_CHECKING:
    from interviewer.interview.library import Library
    from interviewer.progress.history import History

WIDEST = 120
"""Columns of the text at the most: on longer lines the eye loses the row."""


def progress(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
    markdown: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a report in Markdown.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page with charts for a browser.")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a line for every question answered.")] = None,
    anki: Annotated[Path | None, typer.Option(metavar="FILE", help="Write an Anki deck of what was missed.")] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Reckon every figure anew from all that was said.")
    ] = False,
    bank: BankOption = None,
) -> None:
    """Show where you stand: topics, sessions, what is due, what was missed. FILE may be - for standard output."""
    files = {"--markdown": markdown, "--html": html, "--csv": csv, "--anki": anki}
    _check(files, as_json=as_json)
    read = read_bank(bank)
    tell_problems(read)
    from interviewer.interview.library import Library
    from interviewer.knowledge.opening import open_challenges
    from interviewer.paths import user_paths
    from interviewer.progress.history import History, HistoryError

    paths = user_paths()
    library = Library(read, lambda: open_challenges(paths, bank))
    try:
        # Asking for figures makes no history where there is none.
        history = History.open(paths.history) if paths.history.exists() else History.in_memory()
        try:
            if history.notice:
                print(f"interviewer: {history.notice}", file=sys.stderr)
            reckon(history, library, rebuild=rebuild)
            _write(history, library, files, as_json=as_json, now=time.time())
        finally:
            history.close()
    except HistoryError as error:
        fail(str(error))


def _check(files: dict[str, Path | None], *, as_json: bool) -> None:
    """Refuse to mix two outputs.

    Raises:
        typer.BadParameter: with what is wrong; exits with status 2.
    """
    standard = ["--json"] * as_json + [f"{option} -" for option, file in files.items() if file == STANDARD]
    if len(standard) > 1:
        raise typer.BadParameter(f"only one of {' and '.join(standard)} can go to standard output; name a FILE instead")
    if files["--anki"] == STANDARD and sys.stdout.isatty():
        raise typer.BadParameter("a deck cannot be read in a terminal; name a FILE", param_hint="--anki")


def _write(history: "History", library: "Library", files: dict[str, Path | None], *, as_json: bool, now: float) -> None:
    """Make what is asked for, and the text where nothing is."""
    from interviewer.progress.days import local_day
    from interviewer.progress.exports import to_csv, to_json
    from interviewer.progress.names import Names
    from interviewer.progress.reports import sections
    from interviewer.progress.statistics import progress
    from interviewer.progress.tables import to_markdown, to_text

    figures = progress(history, now)
    titles = {topic.id: topic.title for topic in library.bank.topics}
    names = Names(library.question, titles, library.bank.skills)
    today = local_day(now)

    def page() -> str:
        from interviewer.progress.charts import charts
        from interviewer.progress.web_page import to_html

        return to_html(sections(figures, names, today), charts(figures, names, today), today.isoformat())

    made: dict[str, Callable[[], str | bytes | None]] = {
        "--markdown": lambda: to_markdown(sections(figures, names, today), today.isoformat()),
        "--html": page,
        "--csv": lambda: to_csv(history),
        "--anki": lambda: _deck(history, library, now),
    }
    for option, file in files.items():
        content = made[option]() if file is not None else None
        if file is not None and content is not None:
            put(file, content)
            if file != STANDARD:
                print(f"interviewer: {file} is written", file=sys.stderr)
    if as_json:
        print(json.dumps(to_json(figures, names, now), indent=1, ensure_ascii=False))
    elif not any(files.values()):
        width = min(WIDEST, shutil.get_terminal_size().columns)
        print(to_text(sections(figures, names, today), width))


def _deck(history: "History", library: "Library", now: float) -> bytes | None:
    """Return the deck of what was missed; None, having said so, where nothing was."""
    from interviewer.progress.exports import missed_of
    from interviewer.progress.flashcards import flashcard, to_anki

    missed = [(question, point) for question, point in missed_of(history) if question in library.bank]
    cards = [card for question, point in missed if (card := flashcard(library.question(question), point))]
    if not cards:
        print("interviewer: no core key point has been missed, so no deck is written", file=sys.stderr)
        return None
    print(f"interviewer: {counted(len(cards), 'card')} in the deck", file=sys.stderr)
    return to_anki(cards, now)
