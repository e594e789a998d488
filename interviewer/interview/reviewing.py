"""Reviews: single key points asked again when they are due."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from random import Random

from interviewer.interview.coding import is_code
from interviewer.interview.events import Mode, Plan
from interviewer.interview.planning import plan_for
from interviewer.knowledge.models import Kind, Question

PREFIX = "review."
"""How the id of a review begins; no topic may have that name."""

MINUTES = 1.0
"""How long the answer to a single key point takes."""


class PointQuestion(Question):
    """One key point of a question, asked by itself; ``of`` is the question's id and ``about`` its topic."""

    of: str
    about: str

    @property
    def topic(self) -> str:
        """The topic that the whole question belongs to."""
        return self.about


def is_review(question_id: str) -> bool:
    """Return whether the question of that id is a review of a key point."""
    return question_id.startswith(PREFIX)


def review_id(question_id: str, point: str) -> str:
    """Return what asks a key point by itself; a challenge is solved once more."""
    return question_id if is_code(question_id) else f"{PREFIX}{question_id}.{point}"


def parts(review: str) -> tuple[str, str]:
    """Return the question's and the key point's id of a review."""
    question, _, point = review.removeprefix(PREFIX).rpartition(".")
    return question, point


def point_question(question: Question, point_id: str) -> PointQuestion:
    """Return one key point of a question as a question by itself.

    Its prompt narrows the question's down by the most pointed hint or the directed prompt, which are written to give
    nothing away; the hints that are left may still be asked for.

    Raises:
        LookupError: the question has no such key point.
    """
    point = next((point for point in question.key_points if point.id == point_id), None)
    if point is None:
        raise LookupError(f"{question.id} has no key point {point_id!r} any more")
    narrowed = point.hints[-1] if point.hints else point.prompt.ask if point.prompt else ""
    ask = f"{question.prompt}\n\n**One point of it:** {narrowed}" if narrowed else question.prompt
    return PointQuestion(
        id=review_id(question.id, point_id),
        of=question.id,
        about=question.topic,
        kind=Kind.EXPLAIN,
        level=question.level,
        minutes=MINUTES,
        prompt=ask,
        code=question.code,
        skills=question.skills,
        key_points=[point.model_copy(update={"hints": point.hints[:-1]})],
        misconceptions=[m for m in question.misconceptions if m.contradicts == point_id],
        model_answer=point.statement,
    )


def review_plan(
    due: Iterable[tuple[str, str]], known: Callable[[str], object], *, at: float, seed: int, most: int
) -> Plan | None:
    """Return a practice session of at most ``most`` due key points; None where nothing that is due can be asked.

    Args:
        due: questions and key points, the most urgent first.
        known: looks a question up by its id, and raises LookupError where the bank has it no more.
        at: now, seconds since the epoch.
        seed: decides the order and every choice of words.
        most: how many at most.
    """
    chosen: list[str] = []
    for question, point in due:
        asked = review_id(question, point)
        try:
            known(asked)
        except LookupError:
            continue
        if asked not in chosen:
            chosen.append(asked)
        if len(chosen) == most:
            break
    return plan_for(_mixed(chosen, seed), at=at, seed=seed, mode=Mode.PRACTICE) if chosen else None


def _mixed(reviews: Sequence[str], seed: int) -> list[str]:
    """Put reviews of one question apart: what was just asked would answer the next."""
    rng = Random(f"review/{seed}")  # noqa: S311 -- an order, not a secret
    left = list(reviews)
    rng.shuffle(left)
    mixed: list[str] = []
    while left:
        last = parts(mixed[-1])[0] if mixed else None
        many = Counter(parts(one)[0] for one in left)
        # The question with most points left goes first, or its points would meet at the end.
        following = max(left, key=lambda one: (parts(one)[0] != last, many[parts(one)[0]]))
        left.remove(following)
        mixed.append(following)
    return mixed
