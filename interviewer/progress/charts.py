"""The figures of progress as SVG, to stand inside a page: colours are the page's, and every mark says its figures.

Each chart has a title and a description for those who cannot see it; the table beside it holds the same figures.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from interviewer.progress.days import local_day
from interviewer.progress.names import Names
from interviewer.progress.reports import TOO_FEW, rolling
from interviewer.progress.schedule import RETENTION
from interviewer.progress.standings import TopicFigures
from interviewer.progress.statistics import DayFigures, Progress, Retained, SessionFigures
from interviewer.text import counted, plain

WIDTH = 720
"""Units that a chart is wide; the page scales it."""

WEEKS = 53
"""Weeks of the calendar and of the retention chart."""

FULL_DAY = 30.0
"""Minutes of a day that is drawn as full."""

FEW_REVIEWS = 10
"""Reviews of a week below which its share is drawn hollow."""

LONGEST_NAME = 34
"""Characters of a topic's title that fit beside its bar."""

LABEL = 64
"""Units that a day below a chart takes with the space around it."""

_LEFT, _TOP, _HEIGHT = 40, 12, 180
_CELL = 12.4


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing.

    Attributes:
        svg: an ``<svg>`` element.
        about: what its marks mean, which the element says too for those who cannot see it.
    """

    svg: str
    about: str


def charts(progress: Progress, names: Names, today: date) -> dict[str, Chart]:
    """Return a chart for each section of a report that has something to draw, by the section's key.

    Args:
        progress: the figures.
        names: what topics are called.
        today: the local day that the figures are of.
    """
    first = _first_monday(today)
    days = [one for one in progress.days if one.day >= first]
    weeks = [one for one in progress.retained if one.week >= first]
    made = {
        "topics": mastery_chart(progress.topics, names.topic) if progress.topics else None,
        "sessions": sessions_chart(progress.sessions) if progress.sessions else None,
        "days": calendar_chart(days, today) if days else None,
        "retained": retention_chart(weeks, today) if weeks else None,
        "forecast": forecast_chart(progress.forecast, today) if any(progress.forecast) else None,
    }
    return {key: chart for key, chart in made.items() if chart is not None}


def mastery_chart(topics: Sequence[TopicFigures], title: Callable[[str], str]) -> Chart:
    """Draw a bar a topic with its band; topics with too few answers say so."""
    row, left, right = 24, 240, 60
    across = WIDTH - left - right
    parts = [_across(left + across * share, 0, row * len(topics), f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1)]
    for number, one in enumerate(topics):
        y, here, name = row * number, one.standing, title(one.topic)
        short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
        parts.append(_text(left - 8, y + 16, short, "end strong"))
        if not here.enough:
            parts.append(_text(left + 6, y + 16, f"{TOO_FEW} ({here.answers} of 3)", "faint"))
            continue
        low, high, middle = left + across * here.low, left + across * here.high, y + row / 2
        said = f"{name}: {here.mastery:.0%}, band {here.low:.0%} to {here.high:.0%}, {counted(here.answers, 'answer')}"
        band = f"M{low:.1f} {middle}H{high:.1f}M{low:.1f} {y + 8}v8M{high:.1f} {y + 8}v8"
        # Drawn twice, wider in the colour of the paper below, so that it is seen on the bar too.
        lines = f'<path class="under" d="{band}"/><path class="band" d="{band}"/>'
        marks = _bar(left, y + 5, across * here.mastery, row - 10) + lines
        parts.append(_told(marks, said))
        parts.append(_text(WIDTH - right + 8, y + 16, f"{here.mastery:.0%}", "strong"))
    shown = sum(one.standing.enough for one in topics)
    about = f"A bar a topic, its band a line; {shown} of {counted(len(topics), 'topic')} with enough answers."
    return _svg("topics", "Mastery by topic", about, row * len(topics) + 24, parts)


def sessions_chart(sessions: Sequence[SessionFigures]) -> Chart:
    """Draw a dot a session, hollow for a review, and from the third on the mean of three as a line."""
    x = _spread(len(sessions))
    parts = [*_shares(), *_days_below((x(number), local_day(one.at)) for number, one in enumerate(sessions))]
    line = [(x(number), _height(mean)) for number, mean in enumerate(rolling(sessions)) if mean is not None]
    if line:
        parts.append(f'<polyline class="line" points="{_points(line)}"/>')
    for number, one in enumerate(sessions):
        kind = "review" if one.review else "session"
        said = f"{local_day(one.at)}: {kind} with {counted(one.answers, 'question')}, {one.score:.0%}"
        parts.append(_told(_dot(x(number), one.score, hollow=one.review), said))
    about = f"{counted(len(sessions), 'session')} up to the last, a dot each, hollow for a review; " + (
        "the line is the mean of three." if line else "a trend is drawn from the third session on."
    )
    return _svg("sessions", "Score by session", about, _HEIGHT + 26, parts)


def calendar_chart(days: Iterable[DayFigures], today: date) -> Chart:
    """Draw the last year as a calendar, a column a week and Monday on top: the stronger, the more minutes."""
    known = {one.day: one for one in days}
    monday = _first_monday(today)
    parts = [
        _text(_LEFT - 8, 30 + _CELL * row, name, "end")
        for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun"))
    ]
    held = 0
    for number in range((today - monday).days + 1):
        day = monday + timedelta(days=number)
        x, y = _LEFT + _CELL * (number // 7), 20 + _CELL * (number % 7)
        # The 1st to 7th holds the first Monday of a month.
        if number % 7 == 0 and day.day <= 7:
            parts.append(_text(x, 12, f"{day:%b}"))
        one = known.get(day)
        held += one is not None
        said = f"{day}: " + (
            f"{counted(one.answers, 'question')}, {one.minutes:.0f} min, {one.score:.0%}" if one else "none"
        )
        parts.append(_told(_square(x, y, _heat(one)), said))
    known_days = counted(held, "day")
    about = f"A square a day for {WEEKS} weeks, {known_days} with answers; the stronger, the more minutes, up to 30."
    bottom = 20 + _CELL * 7 + 14
    parts += [_square(_LEFT + 50 + 14 * level, bottom - 9, level) for level in range(5)]
    parts += [_text(_LEFT, bottom, "nothing"), _text(_LEFT + 124, bottom, "half an hour and more")]
    return _svg("days", "Practice by day", about, bottom + 6, parts)


def retention_chart(weeks: Sequence[Retained], today: date) -> Chart:
    """Draw the share still known in one week or more up to today, hollow where it rests on few reviews."""
    # What there is fills the width; a single week stands in the middle.
    first = weeks[0].week
    spread = _spread((today - first).days // 7 + 1)
    at = [(spread((one.week - first).days // 7), _height(one.share)) for one in weeks]
    goal = _height(RETENTION)
    parts = [*_shares(), f'<path class="goal" d="M{_LEFT} {goal:.1f}H{WIDTH - 10}"/>']
    parts.append(_text(WIDTH - 10, goal - 5, f"planned for {RETENTION:.0%}", "end"))
    if len(at) > 1:
        parts.append(f'<polyline class="line" points="{_points(at)}"/>')
    for one, (x, _) in zip(weeks, at, strict=True):
        said = f"week of {one.week}: {one.share:.0%} of {counted(one.reviews, 'review')}"
        parts.append(_told(_dot(x, one.share, hollow=one.reviews < FEW_REVIEWS), said))
    parts += _days_below((x, one.week) for one, (x, _) in zip(weeks, at, strict=True))
    about = (
        f"The share of key points still known in {counted(len(weeks), 'week')} of the last {WEEKS}; a hollow dot rests "
        f"on fewer than {FEW_REVIEWS} reviews."
    )
    return _svg("retained", "Retention by week", about, _HEIGHT + 26, parts)


def forecast_chart(due: Sequence[int], today: date) -> Chart:
    """Draw how many key points come due on each day, today first with all that is overdue."""
    most, step = max(*due, 1), (WIDTH - _LEFT) / max(len(due), 1)
    parts = [f'<path class="axis" d="M{_LEFT} {_HEIGHT}H{WIDTH}"/>']
    for later, number in enumerate(due):
        day = today + timedelta(days=later)
        high = (_HEIGHT - _TOP - 14) * number / most
        x = _LEFT + step * later
        if number:
            bar = _bar(x + 4, _HEIGHT - high, step - 8, high)
            parts.append(_told(bar, f"{day}: {counted(number, 'key point')}"))
            parts.append(_text(x + step / 2, _HEIGHT - high - 5, f"{number:,}", "middle strong"))
        parts.append(_text(x + step / 2, _HEIGHT + 18, _short(day) if later else "today", "middle"))
    about = f"A bar a day for {len(due)} days, {counted(sum(due), 'key point')} in all; today holds what is overdue."
    return _svg("forecast", "Key points due by day", about, _HEIGHT + 26, parts)


def _svg(key: str, title: str, about: str, height: float, parts: Iterable[str]) -> Chart:
    svg = (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img"'
        f' aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{_safe(title)}</title><desc id="{key}-desc">{_safe(about)}</desc>'
        f"{''.join(parts)}</svg>"
    )
    return Chart(svg, about)


def _told(marks: str, said: str) -> str:
    """Return marks that say their figures when pointed at."""
    return f"<g><title>{_safe(said)}</title>{marks}</g>"


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{_safe(words)}</text>'


def _days_below(marks: Iterable[tuple[float, date]]) -> Iterable[str]:
    """Yield the days of marks from left to right, those left out that would stand on the one before."""
    free = 0.0
    for x, day in marks:
        if x >= free:
            yield _text(x, _HEIGHT + 18, f"{_short(day)} {day:%y}", "middle")
            free = x + LABEL


def _first_monday(today: date) -> date:
    """Return when the year begins that is drawn."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _dot(x: float, share: float, *, hollow: bool) -> str:
    return f'<circle class="dot{" hollow" if hollow else ""}" cx="{x:.1f}" cy="{_height(share):.1f}" r="3.5"/>'


def _bar(x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"/>'


def _square(x: float, y: float, level: int) -> str:
    return f'<rect class="heat{level}" x="{x:.1f}" y="{y:.1f}" width="10.4" height="10.4" rx="2"/>'


def _safe(words: str) -> str:
    return escape(" ".join(plain(words).split()))


def _across(x: float, top: float, bottom: float, label: str) -> str:
    """Return an upright line of the grid with its label below."""
    return f'<path class="axis" d="M{x:.1f} {top:.1f}V{bottom:.1f}"/>' + _text(x, bottom + 16, label, "middle")


def _shares() -> list[str]:
    """Return the level lines of a chart of shares, with their labels."""
    return [
        f'<path class="axis" d="M{_LEFT} {_height(share):.1f}H{WIDTH - 10}"/>'
        + _text(_LEFT - 6, _height(share) + 4, f"{share:.0%}", "end")
        for share in (0, 0.25, 0.5, 0.75, 1)
    ]


def _height(share: float) -> float:
    return _HEIGHT - (_HEIGHT - _TOP) * share


def _spread(number: int) -> Callable[[int], float]:
    """Return where each of so many marks stands from left to right; a single one stands in the middle."""
    left, right = _LEFT + 24, WIDTH - 34
    return lambda index: left + (right - left) * (index / (number - 1) if number > 1 else 0.5)


def _points(line: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in line)


def _heat(one: DayFigures | None) -> int:
    return 0 if one is None else min(4, 1 + int(3 * one.minutes / FULL_DAY))
