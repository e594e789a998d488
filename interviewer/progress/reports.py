"""The figures of progress in words: sections of a report as values, which text, Markdown and HTML are made from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from textwrap import shorten

from interviewer.progress.days import local_day
from interviewer.progress.goals import goal_line, plan_of
from interviewer.progress.mastery import ENOUGH
from interviewer.progress.names import Names
from interviewer.progress.standings import TREND_SESSIONS, TopicFigures
from interviewer.progress.statistics import DayFigures, Progress, SessionFigures
from interviewer.text import counted

PREFIX = "challenge."
"""How the id of a code challenge begins among the questions."""

LATEST = 12
"""Sessions and weeks that a table holds; charts go further back."""

MOST_WEAK = 20
"""Skills, key points and misconceptions that a table holds."""

LONGEST_QUESTION = 60
"""Characters of a question that stand in a table's last column."""

TOO_FEW = "not enough answers yet"
"""Stands for a figure that rests on fewer than :data:`~interviewer.progress.mastery.ENOUGH` answers."""

NONE = "–"
"""Stands for a figure that there is not."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report.

    Attributes:
        key: its permanent name, by which its chart is found.
        title: its heading.
        about: one sentence that explains the figures.
        headers: a name a column.
        rows: at least one, each with a cell a column.
    """

    key: str
    title: str
    about: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Rows = Iterable[tuple[str, ...]]


def sections(progress: Progress, names: Names, today: date) -> tuple[Section, ...]:
    """Return the parts of a report that there is something to say in.

    Args:
        progress: the figures.
        names: what ids are called.
        today: the local day that the figures are of.
    """
    made = (
        _section("today", _today(progress, names, today)),
        *(_section(key, rows(progress, names)) for key, rows in _NAMED.items() if progress.today.total),
        _section("forecast", _forecast(progress, today)),
    )
    return tuple(sorted((one for one in made if one.rows), key=lambda one: list(_WORDS).index(one.key)))


def rolling(sessions: Sequence[SessionFigures]) -> list[float | None]:
    """Return for each session the mean score of it and the two before it, None where there are no two before it."""
    return [
        sum(one.score for one in sessions[last - TREND_SESSIONS : last]) / TREND_SESSIONS
        if last >= TREND_SESSIONS
        else None
        for last in range(1, len(sessions) + 1)
    ]


_WORDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "today": (
        "Today",
        "Days are those of this machine's clock, and a streak lives until a whole day goes by without an answer.",
        ("What", "How much"),
    ),
    "topics": (
        "Topics",
        (
            "Mastery estimates, from all your answers and how hard the questions were, the score to be expected today "
            "on a question between levels 2 and 3; it lies within the band four times in five, and the trend is its "
            f"change in points over the last {TREND_SESSIONS} sessions with the topic."
        ),
        ("Topic", "Mastery", "Band", "Answers", "Sessions", "Trend", "Due", "Last asked"),
    ),
    "skills": (
        "Skills",
        f"The weakest skills, from {ENOUGH} answers on; they cut across topics, and are reckoned in the same way.",
        ("Skill", "Mastery", "Band", "Answers", "Last asked"),
    ),
    "judgement": (
        "Your own judgement",
        (
            "How you rated answers before you saw their grades, each of the four ratings standing for the middle of "
            "a quarter of the score, beside what the same answers scored."
        ),
        ("What", "How much"),
    ),
    "sessions": (
        "Sessions",
        (
            "A session's score is the plain mean of what its answers earned after help, so it depends on what was "
            f"asked; the mean of {TREND_SESSIONS} is that of the session and the two before it."
        ),
        ("Day", "Kind", "Questions", "Score", f"Mean of {TREND_SESSIONS}"),
    ),
    "days": (
        "Practice",
        "Weeks begin on Monday; the score is the mean of what the week's answers earned.",
        ("Week of", "Days", "Questions", "Minutes", "Score"),
    ),
    "retained": (
        "Retention",
        (
            "Of the key points that came up again in a week, the share that was still known, if only in part; reviews "
            "are planned for 90 %, and a week with few of them says little."
        ),
        ("Week of", "Known", "Reviews"),
    ),
    "forecast": (
        "Due in the next 14 days",
        "A key point is due when the chance that you still know it falls to 90 %; today holds all that is overdue.",
        ("Day", "Key points"),
    ),
    "weak": (
        "Weak points",
        "Core key points that were missed or contradicted, those that were so the last time first.",
        ("Key point", "Missed", "Last time", "Question"),
    ),
    "mistakes": (
        "Misconceptions",
        "Wrong beliefs that your answers stated, those that you did not set right the last time first.",
        ("Belief", "Shown", "Set right", "Last time", "Question"),
    ),
    "pacing": (
        "Pacing",
        "The time that a topic's latest answers took beside the time foreseen for them: 1.0× is as long as foreseen.",
        ("Topic", "Time", "Answers"),
    ),
    "solved": (
        "Code challenges",
        "Challenges tried in sessions; the time is that of your fastest solution beside the reference solution's.",
        ("Challenge", "Solved", "Attempts", "Time"),
    ),
}
"""Title, explanation and headers of each section, in the order of a report."""


def _section(key: str, rows: Rows) -> Section:
    title, about, headers = _WORDS[key]
    return Section(key, title, about, headers, tuple(rows))


def _today(progress: Progress, names: Names, day: date) -> Rows:
    today, goal = progress.today, progress.goal
    if goal is not None:
        yield "Goal", goal_line(goal, plan_of(goal, names.topics, progress.topics, day), names.topics)
    if not today.total:
        yield "Answered", "no question yet: the command “interviewer start” asks the first"
        return
    yield "Answered today", f"{counted(today.answers, 'question')} in {counted(round(today.minutes), 'minute')}"
    waits = f" of {today.due:,}: you review {today.most:,} a day at most" if today.to_review < today.due else ""
    yield "Due today", f"{counted(today.to_review, 'key point')}{waits}"
    yield "Streak", counted(today.streak, "day")
    hours = today.total_minutes / 60
    spent = f"{hours:,.1f} hours" if hours >= 2 else counted(round(today.total_minutes), "minute")
    yield "Answered in all", f"{counted(today.total, 'question')} in {spent}"


def _topics(progress: Progress, names: Names) -> Rows:
    for one in progress.topics:
        enough, here = one.standing.enough, one.standing
        yield (
            names.topic(one.topic),
            f"{here.mastery:.0%}" if enough else TOO_FEW,
            f"{here.low:.0%}–{here.high:.0%}" if enough else NONE,
            f"{here.answers:,}",
            f"{one.sessions:,}",
            _trend(one),
            f"{one.due:,}",
            local_day(one.last).isoformat(),
        )


def _skills(progress: Progress, names: Names) -> Rows:
    for one in [skill for skill in progress.skills if skill.standing.enough][:MOST_WEAK]:
        here = one.standing
        yield (
            names.skill(one.skill),
            f"{here.mastery:.0%}",
            f"{here.low:.0%}–{here.high:.0%}",
            f"{here.answers:,}",
            local_day(one.last).isoformat(),
        )


def _judgement(progress: Progress, names: Names) -> Rows:
    del names
    one = progress.judgement
    if one.enough:
        yield "Rated", f"{counted(one.ratings, 'answer')}, {one.rated:.0%} on average"
        yield "Scored", f"{one.scored:.0%}"
        yield "So you rate yourself", one.in_words()


def _trend(one: TopicFigures) -> str:
    if one.trend is None or not one.standing.enough:
        return NONE
    points = round(100 * one.trend)
    return f"{points:+d}" if points else "0"


def _sessions(progress: Progress, names: Names) -> Rows:
    del names
    means = rolling(progress.sessions)
    for one, mean in list(zip(progress.sessions, means, strict=True))[: -LATEST - 1 : -1]:
        yield (
            local_day(one.at).isoformat(),
            "review" if one.review else "session",
            f"{one.answers:,}",
            f"{one.score:.0%}",
            NONE if mean is None else f"{mean:.0%}",
        )


def _days(progress: Progress, names: Names) -> Rows:
    del names
    weeks = [(week, list(days)) for week, days in groupby(progress.days, key=_monday)]
    for week, days in weeks[: -LATEST - 1 : -1]:
        answers = sum(one.answers for one in days)
        yield (
            week.isoformat(),
            f"{len(days)}",
            f"{answers:,}",
            f"{sum(one.minutes for one in days):,.0f}",
            f"{sum(one.score * one.answers for one in days) / answers:.0%}",
        )


def _monday(one: DayFigures) -> date:
    return one.day - timedelta(days=one.day.weekday())


def _retained(progress: Progress, names: Names) -> Rows:
    del names
    for one in progress.retained[: -LATEST - 1 : -1]:
        yield one.week.isoformat(), f"{one.share:.0%}", f"{one.reviews:,}"


def _forecast(progress: Progress, today: date) -> Rows:
    for later, due in enumerate(progress.forecast):
        if due:
            yield (today + timedelta(days=later)).isoformat() if later else "today", f"{due:,}"


def _weak(progress: Progress, names: Names) -> Rows:
    for one in progress.weak[:MOST_WEAK]:
        yield (
            names.point(one.question, one.point),
            f"{one.misses} of {one.answers}",
            _STATUS.get(one.status, one.status),
            _asked(one.question, names),
        )


def _mistakes(progress: Progress, names: Names) -> Rows:
    for one in progress.mistakes[:MOST_WEAK]:
        yield (
            names.mistake(one.question, one.mistake),
            f"{one.shown:,}",
            f"{one.repaired:,}",
            "set right" if one.last_repaired else "held",
            _asked(one.question, names),
        )


def _asked(question: str, names: Names) -> str:
    """Return how a question begins; its id where that is one endless word."""
    begins = shorten(names.question(question), LONGEST_QUESTION, placeholder="…")
    return begins if begins != "…" else question


def _pacing(progress: Progress, names: Names) -> Rows:
    for one in progress.pacing:
        yield names.topic(one.topic), f"{one.ratio:.1f}×" if one.answers >= ENOUGH else TOO_FEW, f"{one.answers:,}"


def _solved(progress: Progress, names: Names) -> Rows:
    for one in progress.solved:
        title = names.question(f"{PREFIX}{one.challenge}")
        ratio = NONE if one.ratio is None else f"{one.ratio:.2g}×"
        yield title, "yes" if one.solved else "not yet", f"{one.attempts:,}", ratio


_STATUS = {"hit": "known", "partial": "in part", "miss": "missed"}

_NAMED: dict[str, Callable[[Progress, Names], Rows]] = {
    "topics": _topics,
    "skills": _skills,
    "judgement": _judgement,
    "sessions": _sessions,
    "days": _days,
    "retained": _retained,
    "weak": _weak,
    "mistakes": _mistakes,
    "pacing": _pacing,
    "solved": _solved,
}
