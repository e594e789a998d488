"""A report's sections as plain text and as Markdown."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from math import ceil

from interviewer.progress.reports import Section
from interviewer.text import plain

WIDTH = 80
"""Columns of a text report, and of its sentences where there are more: longer lines are hard to read."""

SHORT = 10
"""Characters of a cell up to which it is never broken: as many as a day has."""

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
    """Return a report as lines of at most ``width`` columns, without colour.

    Where the words of a table do not fit side by side, its rows stand below one another.
    """
    return "\n\n".join(
        "\n".join([one.title.upper(), *textwrap.wrap(one.about, min(width, WIDTH)), "", *_table(one, width)])
        for one in sections
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
    if not widths:
        return [line for row in rows[1:] for line in _listed(rows[0], row, width)]
    lines = [line for row in rows for line in _lines(row, widths, flush)]
    head = len(_lines(rows[0], widths, flush))
    return [*lines[:head], _GAP.join("-" * column for column in widths), *lines[head:]]


def _listed(headers: Sequence[str], row: Sequence[str], width: int) -> list[str]:
    """Return a row as the first cell, and below it the others with what they are."""
    others = "; ".join(f"{header}: {cell}" for header, cell in zip(headers[1:], row[1:], strict=True))
    return textwrap.wrap(row[0], width) + textwrap.wrap(
        others, width, initial_indent=_GAP, subsequent_indent=_GAP, break_on_hyphens=False
    )


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return how wide each column is: as it wants, or narrower where that makes the table least longer.

    Words stay whole; where the longest of each column do not fit side by side, there are no widths.
    """
    columns = list(zip(*rows, strict=True))
    room = width - len(_GAP) * (len(columns) - 1)
    words = [max(map(_unbroken, column)) for column in columns]
    if sum(words) > room:
        return []
    # A cell may hold thousands of characters.
    widths = [min(room, max(map(len, column))) for column in columns]
    while sum(widths) > room:
        narrower = {
            number: [*widths[:number], one - 1, *widths[number + 1 :]]
            for number, one in enumerate(widths)
            if one > words[number]
        }
        widths = min(narrower.values(), key=lambda made: (_height(rows, made), max(made)))
    return widths


def _unbroken(cell: str) -> int:
    """Return how many columns a cell takes at the least: its longest word; a figure or a day is one."""
    whole = len(cell) <= SHORT or is_figure(cell)
    return max(map(len, [cell] if whole else textwrap.wrap(cell, 1, break_long_words=False)), default=1)


def _height(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> int:
    """Return how many lines a table has at least."""
    return sum(max(ceil(len(cell) / column) for cell, column in zip(row, widths, strict=True)) for row in rows)


def _lines(row: Sequence[str], widths: Sequence[int], flush: Sequence[bool]) -> list[str]:
    wrapped = [textwrap.wrap(cell, column) for cell, column in zip(row, widths, strict=True)]
    return [
        _GAP.join(
            f"{part:>{column}}" if to_right else f"{part:<{column}}"
            for part, column, to_right in zip(line, widths, flush, strict=True)
        ).rstrip()
        for line in zip_longest(*wrapped, fillvalue="")
    ]
