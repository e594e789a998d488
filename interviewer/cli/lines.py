"""Two streams a conversation runs over: lines in, paragraphs out."""

import io
import select
import shutil
import sys
from dataclasses import dataclass
from typing import Self, TextIO

from interviewer.text import plain

PIPE_WIDTH = 80
"""Columns where the output is no terminal."""

PASTE_SECONDS = 0.05
"""How soon the next line of a pasted text follows; nobody types that fast."""

LONGEST_LINE = 100_000
"""Characters of a line that are read; the rest of it is passed over."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A person at a terminal, a screen reader, or a program behind pipes.

    Attributes:
        source: where lines come from; None where it is closed.
        sink: where text goes.
        interactive: whether a person types: they are waited for and get a prompt.
    """

    source: TextIO | None
    sink: TextIO
    interactive: bool

    @classmethod
    def standard(cls) -> Self:
        """Return standard input and output; bytes that are not in the stream's encoding are read as U+FFFD."""
        source: TextIO | None = sys.stdin
        if isinstance(source, io.TextIOWrapper):
            source.reconfigure(errors="replace")
        return cls(source, sys.stdout, source is not None and source.isatty())

    @property
    def width(self) -> int:
        """Columns to write in."""
        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if self.sink.isatty() else PIPE_WIDTH

    def say(self, text: str) -> None:
        """Write a paragraph and an empty line, at once."""
        self.sink.write(f"{text}\n\n")
        self.sink.flush()

    def more(self) -> bool:
        """Return whether a person's next line is there already, as while a pasted text comes in."""
        if not self.interactive or self.source is None:
            return False
        try:
            return bool(select.select([self.source], [], [], PASTE_SECONDS)[0])
        except (OSError, ValueError):
            return False

    def read(self) -> str | None:
        """Return the next line, cleaned and without its end; None where the input has ended or cannot be read."""
        if self.source is None:
            return None
        if self.interactive:
            self.sink.write("> ")
            self.sink.flush()
        try:
            line = self.source.readline(LONGEST_LINE)
            more = line
            while more and not more.endswith("\n"):
                more = self.source.readline(LONGEST_LINE)
        except OSError:
            return None
        return plain(line.removesuffix("\n")) if line else None
