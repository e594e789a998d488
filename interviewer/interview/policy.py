"""Which follow-up to ask: the expectation-and-misconception-tailored ladder.

A pump on a thin answer; a probe on a misconception; then a hint and a directed prompt at the missing core key point
that is worth most; a deeper question when all is covered. After Graesser et al., "AutoTutor: A tutor with dialogue in
natural language" (2004), with the number of follow-ups bounded.
"""

import re
from collections.abc import Iterator
from random import Random

from interviewer.grading.result import Status
from interviewer.grading.text import content_words
from interviewer.interview import phrases
from interviewer.interview.coding import CodeQuestion
from interviewer.interview.coverage import WORTH
from interviewer.interview.events import Move, MoveKind
from interviewer.interview.state import End, Round
from interviewer.knowledge.models import FollowUp, KeyPoint, Question

MOST_FOLLOW_UPS = 3
"""Follow-ups that the interviewer asks on one question."""

THIN = 12
"""Content words below which a first answer is pumped."""

OVERTIME = 1.2
"""Share of the question's minutes after which no follow-up is asked."""

GIVE_UP = 3
"""Times in a row that a candidate may say they do not know."""


def decide(round_: Round, question: Question, rng: Random) -> Move | End:
    """Return the next follow-up, or why the question ends."""
    open_points = [point for point in question.core if round_.coverage.point(point.id).status is not Status.HIT]
    ended = End.BUDGET if open_points else End.COVERED
    if round_.idle >= GIVE_UP:
        return End.GIVEN_UP
    if len(round_.follow_ups) >= MOST_FOLLOW_UPS:
        return ended
    if round_.seconds > OVERTIME * question.minutes * 60:
        return End.TIME if open_points else End.COVERED
    if not round_.idle:
        probe = _probe(round_, question)
        if probe is not None:
            return probe
        if open_points and _thin(round_):
            return Move(MoveKind.PUMP, phrases.pump(rng))
    if not open_points:
        return _deeper(round_, question) or End.COVERED
    return next(_ladder(round_, question), End.GIVEN_UP if round_.idle else ended)


def requested_hint(round_: Round, question: Question) -> Move:
    """Return the hint that a candidate asked for, or the word that there is none left."""
    left = list(_ladder(round_, question))
    if not left:
        return Move(MoveKind.NOTE, phrases.NO_MORE_HINTS)
    # Who asks for a hint gets one while the point has any: a direct question costs more.
    return next((move for move in left if move.kind is MoveKind.HINT and move.target == left[0].target), left[0])


def asks_for(round_: Round, question: Question, text: str) -> bool:
    """Return whether ``text`` is word for word what the open directed prompt asks for, be it "skip" or "stop"."""
    prompt = next((point.prompt for point in question.key_points if point.id == round_.prompted), None)
    return prompt is not None and text.strip(" .!\n").casefold() in {phrase.casefold() for phrase in prompt.accept}


def clarify(question: Question, text: str) -> Move:
    """Answer a candidate's question about the question from what its author foresaw."""
    if isinstance(question, CodeQuestion):
        return Move(MoveKind.CLARIFY, phrases.CODE, question.id)
    words = set(content_words(text))
    for clarification in question.clarifications:
        if any(set(content_words(phrase)) <= words for phrase in clarification.ask if content_words(phrase)):
            return Move(MoveKind.CLARIFY, clarification.answer, question.id)
    return Move(MoveKind.CLARIFY, phrases.ASSUME, question.id)


def deeper_question(question: Question, target: str | None) -> FollowUp:
    """Return the follow-up that a :attr:`MoveKind.DEEPER` move is about.

    Raises:
        KeyError: ``target`` names none.
    """
    number = re.fullmatch(r"follow-up-(\d+)", target or "")
    if number is None or int(number[1]) >= len(question.follow_ups):
        raise KeyError(target)
    return question.follow_ups[int(number[1])]


def _probe(round_: Round, question: Question) -> Move | None:
    for name in round_.coverage.active:
        held = next((m for m in question.misconceptions if m.id == name), None)
        if held is not None and not round_.used(MoveKind.PROBE, name):
            return Move(MoveKind.PROBE, held.probe or phrases.probe(held.statement), name)
    return None


def _thin(round_: Round) -> bool:
    """One short answer, or one that says little to the point, and no pump yet."""
    answers = round_.answers
    if len(answers) != 1 or any(line.kind is MoveKind.PUMP for line in round_.lines):
        return False
    points = round_.coverage.points
    covered = sum(WORTH[point.status] for point in points) / len(points)
    return len(content_words(answers[0])) < THIN or covered < 0.25


def _ladder(round_: Round, question: Question) -> Iterator[Move]:
    """Yield the hints and prompts still unused, the point in focus first, then by what there is to gain."""
    focus = next((line.target for line in reversed(round_.lines) if line.kind is MoveKind.HINT), None)
    gain = {point.id: point.weight * (1 - WORTH[round_.coverage.point(point.id).status]) for point in question.core}
    order = sorted((point for point in question.core if gain[point.id] > 0), key=lambda p: (p.id != focus, -gain[p.id]))
    for point in order:
        yield from _rungs(round_, point)


def _rungs(round_: Round, point: KeyPoint) -> Iterator[Move]:
    """One hint, then the directed prompt, then the hints that are left."""
    used = round_.used(MoveKind.HINT, point.id)
    hints = [Move(MoveKind.HINT, hint, point.id) for hint in point.hints[used:]]
    prompts = []
    if point.prompt is not None and not round_.used(MoveKind.PROMPT, point.id):
        prompts.append(Move(MoveKind.PROMPT, point.prompt.ask, point.id))
    first = 0 if used else 1
    yield from [*hints[:first], *prompts, *hints[first:]]


def _deeper(round_: Round, question: Question) -> Move | None:
    if any(line.kind is MoveKind.DEEPER for line in round_.lines):
        return None
    for number, follow_up in enumerate(question.follow_ups):
        known = follow_up.when == "covered" or round_.coverage.point(follow_up.when).status is Status.HIT
        if known:
            return Move(MoveKind.DEEPER, follow_up.ask, f"follow-up-{number}")
    return None
