"""How candidates judge their own answers before they see a grade, beside what these scored."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.progress.history import History


RATINGS = (1, 2, 3, 4)
"""What an answer may be rated, from poor to full; each stands for a quarter of the score."""

ENOUGH_RATINGS = 5
"""Ratings before it is told how well somebody judges themselves."""

FAIR = 5
"""Points between the mean of the ratings and the mean score that are nobody's fault."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answers that were rated.

    Attributes:
        ratings: how many there are.
        rated: 0..1, the mean of what the ratings stand for.
        scored: 0..1, the mean score of the same answers.
    """

    ratings: int
    rated: float
    scored: float

    @property
    def enough(self) -> bool:
        """Whether there are enough ratings to tell anything."""
        return self.ratings >= ENOUGH_RATINGS

    def in_words(self) -> str:
        """Return how far the ratings lie from the scores."""
        points = round(100 * (self.rated - self.scored))
        if abs(points) <= FAIR:
            return "fairly"
        return f"{abs(points)} points too {'high' if points > 0 else 'low'}"


def worth(rating: float) -> float:
    """Return what a rating, or the mean of ratings, stands for: the middle of its quarter of the score, 0..1."""
    return (rating - 0.5) / len(RATINGS)


def judgement_of(history: "History") -> Judgement:
    """Return how the candidate's own ratings stand beside the scores.

    Raises:
        HistoryError: the history cannot be read.
    """
    ((ratings, rated, scored),) = history.read(
        "SELECT count(*), avg(rating), avg(score) FROM outcome WHERE rating IS NOT NULL"
    )
    return Judgement(ratings, worth(rated), scored) if ratings else Judgement(0, 0.0, 0.0)
