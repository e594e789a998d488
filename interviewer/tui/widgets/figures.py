"""Figures as text: bars, calendars and marks that can be read without colour."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from textual.content import Content

from interviewer.progress.mastery import Standing
from interviewer.progress.statistics import DayFigures
from interviewer.tui.content import lines_of, literal

SHADES = "·░▒▓█"
"""Days without an answer, and with more and more minutes."""

FULL_DAY = 30.0
"""Minutes of a day that is drawn as full."""

_BLOCKS = " ▁▂▃▄▅▆▇█"


def mastery_bar(here: Standing, width: int = 10) -> Content:
    """Return mastery as a bar and figures with its band, or that there are not enough answers yet, equally wide."""
    if not here.enough:
        return literal(f"{'not enough answers yet':{width + 14}}", "$text-muted")
    filled = round(here.mastery * width)
    style = "$text-success" if here.mastery >= 0.75 else "$text-warning" if here.mastery >= 0.4 else "$text-error"
    return Content.assemble(
        ("█" * filled, style),
        ("░" * (width - filled), "$text-muted"),
        f" {here.mastery:4.0%}",
        (f" {f'{here.low:.0%}–{here.high:.0%}':8}", "$text-muted"),
    )


def trend(change: float | None) -> str:
    """Return a trend as an arrow with its points; empty before there are enough sessions."""
    if change is None:
        return ""
    arrow = "↗" if change > 0.02 else "↘" if change < -0.02 else "→"
    points = round(100 * change)
    return f"{arrow}{points:+d}" if points else f"{arrow}0"


def calendar(days: Iterable[DayFigures], today: date, weeks: int) -> Content:
    """Return the last weeks as a calendar, a column a week and Monday on top: the darker, the more minutes."""
    minutes = {one.day: one.minutes for one in days}
    monday = today - timedelta(days=today.weekday())
    lines = []
    for weekday in range(7):
        name = ("Mo", "", "We", "", "Fr", "", "Su")[weekday]
        cells = []
        for week in range(weeks - 1, -1, -1):
            day = monday - timedelta(weeks=week) + timedelta(days=weekday)
            cells.append(" " if day > today else _shade(minutes.get(day, 0.0)))
        lines.append(Content.assemble((f"{name:3}", "$text-muted"), ("".join(cells), "$text-success")))
    return lines_of(lines)


def forecast(due: Sequence[int], today: date) -> Content:
    """Return how much comes due on each day: weekday, bar and number in a column of its own."""
    most = max(due, default=0)
    days = [today + timedelta(days=later) for later in range(len(due))]
    names = "".join(f"{day:%a} "[:3].rjust(5) for day in days)
    bars = "".join(_block(count, most).rjust(5) for count in due)
    numbers = "".join((f"{count}" if count else "·").rjust(5) for count in due)
    return lines_of([literal(names, "$text-muted"), literal(bars, "$text-accent"), literal(numbers)])


def _block(count: int, most: int) -> str:
    """Return a block as high as a number is in comparison to the largest."""
    return _BLOCKS[0 if not count else max(1, round(8 * count / most))]


def _shade(minutes: float) -> str:
    return SHADES[0 if minutes <= 0 else min(4, 1 + int(3 * minutes / FULL_DAY))]
