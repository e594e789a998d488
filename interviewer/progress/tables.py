"""A report's sections as plain text and as Markdown."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from interviewer.progress.reports import Section
from interviewer.text import plain

WIDTH = 80
"""Columns of a text report."""

NARROWEST = 5
"""Columns that are left to a cell, however many there are."""

_GAP = "  "
_FIGURE = re.compile(r"[+-]?\d[\d.,%×–]*(?: of \d+)?|–")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>&|~$])")


def is_figure(cell: str) -> bool:
    """Return whether a cell holds a number, a range or nothing, and stands to the right; a day does not."""
    return _FIGURE.fullmatch(cell) is not None


def right(section: Section) -> tuple[bool, ...]:
    """Return for each column whether its cells stand to the right: most hold figures."""
    columns = zip(*section.rows, strict=True)
    return tuple(2 * sum(map(is_figure, column)) > len(section.rows) for column in columns)


def to_text(sections: Iterable[Section], width: int = WIDTH) -> str:
    """Return a report as lines of at most ``width`` columns, from 60 on, without colour."""
    return "\n\n".join(
        "\n".join([one.title.upper(), *textwrap.wrap(one.about, width), "", *_table(one, width)]) for one in sections
    )


def to_markdown(sections: Iterable[Section], day: str) -> str:
    """Return a report as Markdown with a table a section; ``day`` says of when it is."""
    parts = [f"# Progress on {day}"]
    for one in sections:
        rule = ("--:" if column else ":--" for column in right(one))
        rows = (map(_escaped, cells) for cells in (one.headers, *one.rows))
        head, *body = (f"| {' | '.join(cells)} |" for cells in rows)
        parts += [f"## {one.title}", one.about, "\n".join([head, f"| {' | '.join(rule)} |", *body])]
    return "\n\n".join(parts) + "\n"


def _escaped(cell: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(plain(cell).split()))


def _table(section: Section, width: int) -> list[str]:
    rows = [[" ".join(plain(cell).split()) for cell in row] for row in (section.headers, *section.rows)]
    widths, flush = _widths(rows, width), right(section)
    lines = [line for row in rows for line in _lines(row, widths, flush)]
    head = len(_lines(rows[0], widths, flush))
    return [*lines[:head], _GAP.join("-" * column for column in widths), *lines[head:]]


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return how wide each column is: as wide as it wants, or the widest ones as much narrower as it takes."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widest = widths.index(max(widths))
        second = max([NARROWEST, *(one for number, one in enumerate(widths) if number != widest)])
        # Down to the next widest at a time, then by one: a cell may hold thousands of characters.
        widths[widest] -= min(sum(widths) - room, max(1, widths[widest] - second))
    return widths


def _lines(row: Sequence[str], widths: Sequence[int], flush: Sequence[bool]) -> list[str]:
    wrapped = [textwrap.wrap(cell, column) for cell, column in zip(row, widths, strict=True)]
    return [
        _GAP.join(
            f"{part:>{column}}" if to_right else f"{part:<{column}}"
            for part, column, to_right in zip(line, widths, flush, strict=True)
        ).rstrip()
        for line in zip_longest(*wrapped, fillvalue="")
    ]
