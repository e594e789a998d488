"""The figures of the progress screen and its reports, read from what :mod:`interviewer.progress.outcomes` stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from interviewer.progress.days import end_of_day, local_day
from interviewer.progress.goals import Goal, goal_of
from interviewer.progress.history import History
from interviewer.progress.judgement import Judgement, judgement_of
from interviewer.progress.load import most_a_day, reviewed_on, spread, within
from interviewer.progress.standings import SkillFigures, TopicFigures, skills_of, topics_of

MOST_SESSIONS = 200
"""Sessions whose scores are drawn."""

RECENT = 50
"""Answers of a topic that its pacing is taken from."""

MOST_LISTED = 50
"""Rows of a list such as the key points missed most often."""


@dataclass(frozen=True, slots=True)
class Today:
    """Where the user stands today.

    Attributes:
        answers: questions answered today.
        minutes: time spent on them.
        due: key points due by the end of today.
        reviewed: key points reviewed today.
        most: how many the user wants to review a day at most; None where there is no limit.
        streak: days in a row with an answer, today or yesterday the last.
        total: questions answered ever.
        total_minutes: time spent on them.
    """

    answers: int
    minutes: float
    due: int
    reviewed: int
    most: int | None
    streak: int
    total: int
    total_minutes: float

    @property
    def to_review(self) -> int:
        """How many of the key points due are for today."""
        return within(self.most, self.due, self.reviewed)


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One local day: questions answered, minutes spent, mean score 0..1."""

    day: date
    answers: int
    minutes: float
    score: float


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """One session: its mean score 0..1 and how many questions it had."""

    session: str
    at: float
    score: float
    answers: int
    review: bool


@dataclass(frozen=True, slots=True)
class Retained:
    """Of the key points that came up again in one week, the share that was still known."""

    week: date
    share: float
    reviews: int


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """A key point that was missed: how often, out of how many answers, and how the last one went."""

    question: str
    point: str
    misses: int
    answers: int
    status: str


@dataclass(frozen=True, slots=True)
class Held:
    """A misconception: how often it was shown, how often set right, and whether it was so the last time."""

    question: str
    mistake: str
    shown: int
    repaired: int
    last_repaired: bool


@dataclass(frozen=True, slots=True)
class Pacing:
    """How long answers take in a topic beside what they should: 1 is as long as foreseen."""

    topic: str
    ratio: float
    answers: int


@dataclass(frozen=True, slots=True)
class Solved:
    """A code challenge that was tried: whether it was ever solved, and its best time beside the reference's."""

    challenge: str
    attempts: int
    solved: bool
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that is shown; lists are empty where there is nothing yet."""

    today: Today
    topics: tuple[TopicFigures, ...]
    skills: tuple[SkillFigures, ...]
    judgement: Judgement
    days: tuple[DayFigures, ...]
    sessions: tuple[SessionFigures, ...]
    retained: tuple[Retained, ...]
    forecast: tuple[int, ...]
    weak: tuple[WeakPoint, ...]
    mistakes: tuple[Held, ...]
    pacing: tuple[Pacing, ...]
    solved: tuple[Solved, ...]
    goal: Goal | None


def progress(history: History, now: float) -> Progress:
    """Reckon everything as of ``now``, seconds since the epoch; days are those of this machine's clock.

    Raises:
        HistoryError: the history cannot be read.
    """
    days = days_of(history)
    today = _today(history, days, now)
    return Progress(
        today=today,
        topics=topics_of(history, now),
        skills=skills_of(history, now),
        judgement=judgement_of(history),
        days=days,
        sessions=sessions_of(history),
        retained=retained_of(history),
        forecast=spread(forecast_of(history, now), today.most, today.reviewed),
        weak=weak_of(history),
        mistakes=mistakes_of(history),
        pacing=pacing_of(history),
        solved=solved_of(history),
        goal=goal_of(history),
    )


def due_points(history: History, now: float, topic: str | None = None) -> list[tuple[str, str]]:
    """Return questions and key points due by the end of today: what is likeliest forgotten first.

    Raises:
        HistoryError: the history cannot be read.
    """
    rows = history.read(
        "SELECT question, point FROM card WHERE due < ? AND (? IS NULL OR topic = ?)"
        # How far past due, in proportion to how long it is kept.
        " ORDER BY (? - due) / max(stability, 0.1) DESC, question, point",
        (end_of_day(now), topic, topic, now),
    )
    return [(str(question), str(point)) for question, point in rows]


def streak(days: Sequence[date], today: date) -> int:
    """Return how many days in a row end with today, or with yesterday, whose streak can still go on today."""
    seen = set(days)
    at = today if today in seen else today - timedelta(days=1)
    count = 0
    while at in seen:
        count += 1
        at -= timedelta(days=1)
    return count


def to_review_of(history: History, now: float) -> int:
    """Return how many of the key points due are for today.

    Raises:
        HistoryError: the history cannot be read.
    """
    return within(most_a_day(history), _due(history, now), reviewed_on(history, local_day(now)))


def _due(history: History, now: float) -> int:
    return int(history.read("SELECT count(*) FROM card WHERE due < ?", (end_of_day(now),))[0][0])


def _today(history: History, days: Sequence[DayFigures], now: float) -> Today:
    today = local_day(now)
    own = next((one for one in days if one.day == today), None)
    return Today(
        own.answers if own else 0,
        own.minutes if own else 0.0,
        _due(history, now),
        reviewed_on(history, today),
        most_a_day(history),
        streak([one.day for one in days], today),
        sum(one.answers for one in days),
        sum(one.minutes for one in days),
    )


def days_of(history: History) -> tuple[DayFigures, ...]:
    """Return every day with an answer, in order."""
    rows = history.read("SELECT day, answers, seconds / 60, score FROM day WHERE answers > 0 ORDER BY day")
    return tuple(DayFigures(date.fromisoformat(day), n, minutes, score) for day, n, minutes, score in rows)


def sessions_of(history: History) -> tuple[SessionFigures, ...]:
    """Return the last sessions with an answer that counts, in order."""
    rows = history.read(
        "SELECT o.session, min(o.at), avg(o.score), count(*), min(o.review) FROM outcome o"
        " WHERE o.session IN (SELECT id FROM session ORDER BY began DESC LIMIT ?) GROUP BY o.session ORDER BY 2",
        (MOST_SESSIONS,),
    )
    return tuple(SessionFigures(session, at, score, n, bool(review)) for session, at, score, n, review in rows)


def retained_of(history: History) -> tuple[Retained, ...]:
    """Return for each week the share of key points known when they came up again; Hard and better counts as known."""
    rows = history.read("SELECT day, recalled, reviewed FROM day WHERE reviewed > 0 ORDER BY day")
    weeks: dict[date, tuple[int, int]] = {}
    for day, known, n in rows:
        here = date.fromisoformat(day)
        monday = here - timedelta(days=here.weekday())
        before = weeks.get(monday, (0, 0))
        weeks[monday] = (before[0] + known, before[1] + n)
    return tuple(Retained(week, known / n, n) for week, (known, n) in weeks.items())


def forecast_of(history: History, now: float, days: int = 14) -> tuple[int, ...]:
    """Return how many key points come due on each of the next days, today first with all that is overdue."""
    ends = [end_of_day(now, later) for later in range(days)]
    rows = history.read("SELECT due FROM card WHERE due < ?", (ends[-1],))
    counts = [0] * days
    for (due,) in rows:
        counts[next(number for number, end in enumerate(ends) if due < end)] += 1
    return tuple(counts)


def weak_of(history: History) -> tuple[WeakPoint, ...]:
    """Return the key points missed most often, those that were missed the last time first."""
    rows = history.read(
        "SELECT question, point, misses, answers, status FROM card WHERE misses > 0"
        " ORDER BY status IN ('miss', 'contradicted') DESC, misses DESC, answers, question, point LIMIT ?",
        (MOST_LISTED,),
    )
    return tuple(WeakPoint(*row) for row in rows)


def mistakes_of(history: History) -> tuple[Held, ...]:
    """Return the misconceptions shown, those that still stand first."""
    rows = history.read(
        "SELECT question, mistake, count(*), sum(repaired), repaired, max(at) FROM mistake_outcome"
        " GROUP BY question, mistake ORDER BY repaired, count(*) DESC, question, mistake LIMIT ?",
        (MOST_LISTED,),
    )
    return tuple(Held(question, mistake, n, right, bool(last)) for question, mistake, n, right, last, _ in rows)


def pacing_of(history: History) -> tuple[Pacing, ...]:
    """Return how long the latest answers of each topic took beside what they should, the slowest first."""
    rows = history.read(
        "SELECT a.topic, total(o.seconds) / (60 * total(o.minutes)), count(*)"
        " FROM ability a JOIN outcome o ON o.topic = a.topic WHERE o.at >= ifnull("
        "  (SELECT b.at FROM outcome b WHERE b.topic = a.topic ORDER BY b.at DESC LIMIT 1 OFFSET ?), 0)"
        " GROUP BY a.topic ORDER BY 2 DESC",
        (RECENT - 1,),
    )
    return tuple(Pacing(*row) for row in rows)


def solved_of(history: History) -> tuple[Solved, ...]:
    """Return every code challenge that was tried in a session, by id."""
    rows = history.read(
        "SELECT question, count(*), max(solved), min(ratio) FROM outcome WHERE solved IS NOT NULL"
        " GROUP BY question ORDER BY question"
    )
    return tuple(Solved(question.partition(".")[2], n, bool(solved), ratio) for question, n, solved, ratio in rows)
