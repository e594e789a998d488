"""Every attempt at a question, with how each of its key points went."""

from dataclasses import dataclass

from interviewer.progress.history import History


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
        # Read in the table's order and grouped after: by the index of questions each row would be looked up by itself.
        " FROM outcome o WHERE NOT review GROUP BY +question ORDER BY 4 DESC, question"
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
