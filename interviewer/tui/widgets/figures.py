"""Figures as text: bars, calendars and marks that can be read without colour."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from textual.content import Content

from interviewer.progress.standings import TopicFigures
from interviewer.progress.statistics import DayFigures
from interviewer.tui.content import lines_of, literal

SHADES = "·░▒▓█"
"""Days without an answer, and with more and more minutes."""

FULL_DAY = 30.0
"""Minutes of a day that is drawn as full."""

_BLOCKS = " ▁▂▃▄▅▆▇█"


def mastery_bar(topic: TopicFigures, width: int = 10) -> Content:
    """Return a topic's mastery as a bar and figures with its band, or that there are not enough answers yet."""
    here = topic.standing
    if not here.enough:
        return literal(f"{'·' * width} not enough answers yet ({here.answers} of 3)", "$text-muted")
    filled = round(here.mastery * width)
    style = "$text-success" if here.mastery >= 0.75 else "$text-warning" if here.mastery >= 0.4 else "$text-error"
    return Content.assemble(
        ("█" * filled, style),
        ("░" * (width - filled), "$text-muted"),
        f" {here.mastery:4.0%}",
        (f" {here.low:.0%}–{here.high:.0%}", "$text-muted"),
    )


def trend(change: float | None) -> str:
    """Return a trend as an arrow with its points; empty before there are enough sessions."""
    if change is None:
        return ""
    arrow = "↗" if change > 0.02 else "↘" if change < -0.02 else "→"
    return f"{arrow}{100 * change:+.0f}"


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


def sparkline(values: Sequence[int]) -> str:
    """Return whole numbers as a row of blocks, the largest the highest."""
    most = max(values, default=0)
    return "".join(_BLOCKS[0 if not value else max(1, round(8 * value / most))] for value in values)


def _shade(minutes: float) -> str:
    return SHADES[0 if minutes <= 0 else min(4, 1 + int(3 * minutes / FULL_DAY))]
