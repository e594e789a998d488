"""The figures of the progress screen and its reports, read from what :mod:`interviewer.progress.outcomes` stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from interviewer.progress import mastery
from interviewer.progress.history import History
from interviewer.progress.mastery import Ability, Standing, standing

TREND_SESSIONS = 3
"""Sessions with a topic before a trend is told; it spans as many."""

MOST_SESSIONS = 200
"""Sessions whose scores are drawn."""

RECENT = 50
"""Answers of a topic that its pacing is taken from."""

MOST_LISTED = 50
"""Rows of a list such as the key points missed most often."""

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Today:
    """Where the user stands today.

    Attributes:
        answers: questions answered today.
        minutes: time spent on them.
        due: key points due by the end of today.
        streak: days in a row with an answer, today or yesterday the last.
        total: questions answered ever.
        total_minutes: time spent on them.
    """

    answers: int
    minutes: float
    due: int
    streak: int
    total: int
    total_minutes: float


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """One topic.

    Attributes:
        topic: its id.
        standing: mastery with its band.
        sessions: sessions in which it came up.
        trend: how much mastery has changed over the last sessions with it, -1..1; None before there are enough.
        due: key points due by the end of today.
        last: when it came up last, seconds since the epoch.
    """

    topic: str
    standing: Standing
    sessions: int
    trend: float | None
    due: int
    last: float


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
class Attempt:
    """One time a question was answered."""

    session: str
    number: int
    at: float
    score: float
    unaided: float | None
    seconds: float
    review: bool


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question: attempts, first and last and best score, when it was last asked."""

    question: str
    attempts: int
    first: float
    last: float
    best: float
    at: float


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
    days: tuple[DayFigures, ...]
    sessions: tuple[SessionFigures, ...]
    retained: tuple[Retained, ...]
    forecast: tuple[int, ...]
    weak: tuple[WeakPoint, ...]
    mistakes: tuple[Held, ...]
    pacing: tuple[Pacing, ...]
    solved: tuple[Solved, ...]


def progress(history: History, now: float) -> Progress:
    """Reckon everything as of ``now``, seconds since the epoch; days are those of this machine's clock.

    Raises:
        HistoryError: the history cannot be read.
    """
    days = days_of(history)
    return Progress(
        today=_today(history, days, now),
        topics=topics_of(history, now),
        days=days,
        sessions=sessions_of(history),
        retained=retained_of(history),
        forecast=forecast_of(history, now),
        weak=weak_of(history),
        mistakes=mistakes_of(history),
        pacing=pacing_of(history),
        solved=solved_of(history),
    )


def local_day(at: float) -> date:
    """Return the local day of a moment."""
    return datetime.fromtimestamp(at).astimezone().date()


def end_of_day(now: float, later: int = 0) -> float:
    """Return when the local day of ``now``, or the one ``later`` days after it, ends."""
    following = local_day(now) + timedelta(days=later + 1)
    return datetime(following.year, following.month, following.day).astimezone().timestamp()


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


def _today(history: History, days: Sequence[DayFigures], now: float) -> Today:
    today = local_day(now)
    own = next((one for one in days if one.day == today), None)
    ((due,),) = history.read("SELECT count(*) FROM card WHERE due < ?", (end_of_day(now),))
    return Today(
        own.answers if own else 0,
        own.minutes if own else 0.0,
        due,
        streak([one.day for one in days], today),
        sum(one.answers for one in days),
        sum(one.minutes for one in days),
    )


def days_of(history: History) -> tuple[DayFigures, ...]:
    """Return every day with an answer, in order."""
    rows = history.read("SELECT day, answers, seconds / 60, score FROM day WHERE answers > 0 ORDER BY day")
    return tuple(DayFigures(date.fromisoformat(day), n, minutes, score) for day, n, minutes, score in rows)


def topics_of(history: History, now: float) -> tuple[TopicFigures, ...]:
    """Return every topic that came up, the weakest first; those with too few answers last."""
    known = {topic: Ability(value, n, last) for topic, value, n, last in history.read("SELECT * FROM ability")}
    due = dict(history.read("SELECT topic, count(*) FROM card WHERE due < ? GROUP BY topic", (end_of_day(now),)))
    sessions: dict[str, int] = dict(history.read("SELECT topic, count(DISTINCT session) FROM outcome GROUP BY topic"))
    made = [
        TopicFigures(
            topic,
            standing(known, topic, now),
            sessions.get(topic, 0),
            _trend(history, topic) if sessions.get(topic, 0) >= TREND_SESSIONS else None,
            due.get(topic, 0),
            ability.last,
        )
        for topic, ability in known.items()
        if topic != mastery.GENERAL
    ]
    return tuple(sorted(made, key=lambda one: (not one.standing.enough, one.standing.mastery, one.topic)))


def _trend(history: History, topic: str) -> float | None:
    """Return how much a topic's mastery has changed over its last sessions."""
    rows = history.read("SELECT session, mastery FROM outcome WHERE topic = ? ORDER BY at DESC LIMIT 200", (topic,))
    last: dict[str, float] = {}
    for session, after in rows:
        if session not in last and len(last) == TREND_SESSIONS + 1:
            break
        last.setdefault(session, after)
    newest, *_, oldest = last.values()
    return float(newest - oldest)


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


def points_of(history: History, question: str) -> dict[str, dict[tuple[str, int], str]]:
    """Return for each key point of a question how it went in every attempt, by session and number in it."""
    rows = history.read(
        "SELECT point, session, number, status FROM point_outcome WHERE question = ? ORDER BY at", (question,)
    )
    points: dict[str, dict[tuple[str, int], str]] = {}
    for point, session, number, status in rows:
        points.setdefault(point, {})[session, number] = status
    return points


def questions_of(history: History) -> tuple[QuestionFigures, ...]:
    """Return every question that was asked whole, the one asked last first."""
    rows = history.read(
        "SELECT question, count(*), max(score), max(at),"
        " (SELECT f.score FROM outcome f WHERE f.question = o.question AND NOT f.review ORDER BY f.at LIMIT 1),"
        " (SELECT l.score FROM outcome l WHERE l.question = o.question AND NOT l.review ORDER BY l.at DESC LIMIT 1)"
        " FROM outcome o WHERE NOT review GROUP BY question ORDER BY 4 DESC"
    )
    return tuple(QuestionFigures(question, n, first, last, best, at) for question, n, best, at, first, last in rows)


def attempts_of(history: History, question: str) -> tuple[Attempt, ...]:
    """Return every time a question was answered, reviews of its key points included, the newest first."""
    rows = history.read(
        "SELECT session, number, at, score, unaided, seconds, review FROM outcome WHERE question = ? ORDER BY at DESC",
        (question,),
    )
    return tuple(
        Attempt(session, number, at, score, unaided, seconds, bool(review))
        for session, number, at, score, unaided, seconds, review in rows
    )
