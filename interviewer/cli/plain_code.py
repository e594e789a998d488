"""A code challenge line by line: the code stands in a file of the candidate's, and is judged when they say so."""

import asyncio
import re
from pathlib import Path

import typer

from interviewer.challenges.events import OTHER_STAGES
from interviewer.challenges.judge import Judge
from interviewer.cli.challenges import read_code
from interviewer.cli.judged import Judged, judge_code
from interviewer.cli.lines import Lines
from interviewer.cli.wrapping import code, prose
from interviewer.interview.coding import CodeQuestion
from interviewer.interview.library import Library

HELP = (
    "Write the code in a file, in your own editor. Then type: submit FILE, which judges it by all cases and counts; "
    "run FILE, which tries the visible ones; hint; or skip."
)

_ORDER = re.compile(r"/?(run|submit)\s+(.+)", re.IGNORECASE)


class Coding:
    """Shows challenges and judges files."""

    def __init__(self, library: Library, lines: Lines) -> None:
        self._library = library
        self._lines = lines
        self._runner = asyncio.Runner()
        self._judge = Judge()

    def close(self) -> None:
        """End the processes that ran code."""
        self._runner.run(self._judge.close())
        self._runner.close()

    def ask(self, question: CodeQuestion) -> str:
        """Return what is said below a challenge's statement: the code to begin with, and how to go on."""
        banned = [one.name for one in question.challenge.forbidden]
        banned += ["loops and comprehensions"] if question.challenge.no_loops else []
        parts = [prose(f"Forbidden: {', '.join(banned)}.", self._lines.width)] if banned else []
        folder = self._library.challenges.find(question.challenge.id)
        return "\n\n".join([*parts, code(folder.starter), prose(HELP, self._lines.width)])

    def obey(self, question: CodeQuestion, line: str) -> tuple[str, Judged] | None:
        """Judge a file if ``line`` says so; return its code and what came of it where that counts."""
        order = _ORDER.fullmatch(line.strip())
        if order is None:
            self._lines.say(prose(HELP, self._lines.width))
            return None
        file = Path(order[2].strip().strip("'\"")).expanduser()
        try:
            text = read_code(file)
        except typer.Exit:
            return None  # what is wrong with the file has been said
        visible_only = order[1].lower() == "run"
        folder = self._library.challenges.find(question.challenge.id)
        judged = self._runner.run(judge_code(self._judge, folder, text, visible_only=visible_only))
        counts = not visible_only and judged.verdict is not None and judged.verdict.stage not in OTHER_STAGES
        return (text, judged) if counts else None
