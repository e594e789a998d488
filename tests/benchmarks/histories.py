"""Histories of any size, as years of practice leave them behind.

A hundred sessions of eight are played with the bundled bank, its challenges and the real grader, by a candidate who
says what the bank's own examples say, right and wrong; then they are lived through again and again, on other days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from interviewer.challenges.events import Ratios, Verdict
from interviewer.grading.grader import Grader
from interviewer.interview.coding import PREFIX
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import Act, Mode, Plan
from interviewer.interview.library import Library
from interviewer.interview.recording import catch_up
from interviewer.interview.reviewing import is_review, parts, review_id
from interviewer.knowledge.challenges import load_challenges
from interviewer.knowledge.loading import load_bank
from interviewer.paths import bundled_bank
from interviewer.progress.history import History, dump
from tests.unit.interview.support import Clock

SESSIONS = 100
"""Sessions that are played before they repeat."""

QUESTIONS = 8
"""Questions of a session: its answers, for each is answered."""

DAY = 86_400.0

END = 1_790_000_000.0
"""When the last session begins, seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Played:
    """A session as it is stored: its plan, and its events with their times since it began."""

    plan: dict[str, Any]
    events: tuple[tuple[float, dict[str, Any]], ...]


@cache
def library() -> Library:
    """Return everything that can be asked."""
    return Library(load_bank([bundled_bank()]), lambda: load_challenges(bundled_bank() / "challenges"))


def years_for(answers: int) -> float:
    """Return how many years so many answers take: one for a thousand, and some 27 answers a day at the most."""
    return max(1.0, min(10.0, answers / 3_000))


def grow(path: Path, answers: int) -> History:
    """Make a history of so many answers at ``path``, reckon it, and return it open."""
    history = History.open(path)
    live(history, answers)
    catch_up(history, library().question)
    return history


def live(history: History, answers: int) -> None:
    """Store the sessions that hold so many answers, spread evenly over :func:`years_for` them, up to :data:`END`."""
    sessions = answers // QUESTIONS
    apart = years_for(answers) * 365 * DAY / sessions
    with history.writing() as write:
        for number, played in zip(range(sessions), cycle(played_sessions()), strict=False):
            name, began = f"s{number:06}", END - apart * (sessions - number - 1)
            plan = played.plan | {"session": name, "seed": number}
            last = began + played.events[-1][0]
            write("INSERT INTO session VALUES (?, ?, ?, ?)", (name, began, dump(plan), last))
            for later, event in played.events:
                text = dump(event | {"at": began + later})
                write(
                    "INSERT INTO event (session, at, payload, crc) VALUES (?, ?, ?, ?)",
                    (name, began + later, text, crc32(text.encode())),
                )


@cache
def played_sessions() -> tuple[Played, ...]:
    """Play the sessions that every history is made of: one in four ends with a challenge, one in five is a review."""
    rng = Random(8)
    grader = Grader(library().bank.questions, library().bank.glossary)
    return tuple(_play(number, _questions(number, rng), grader, rng) for number in range(SESSIONS))


def _questions(number: int, rng: Random) -> tuple[str, ...]:
    names = [question.id for question in library().bank.questions]
    if number % 5 == 4:
        chosen = [library().bank.question(name) for name in rng.sample(names, QUESTIONS)]
        core = [(one.id, [point.id for point in one.key_points if point.tier == "core"]) for one in chosen]
        return tuple(review_id(name, rng.choice(points)) for name, points in core)
    if number % 4 == 3:
        code = rng.choice([one.id for one in library().code])
        return (*rng.sample(names, QUESTIONS - 1), code)
    return tuple(rng.sample(names, QUESTIONS))


def _play(number: int, questions: Sequence[str], grader: Grader, rng: Random) -> Played:
    history, clock = History.in_memory(), Clock()
    mode = Mode.INTERVIEW if number % 2 else Mode.PRACTICE
    plan, began = Plan(f"{number}", tuple(questions), mode, seed=number), clock()
    talk, _ = Conductor.start(plan, lookup=library().question, grader=grader, log=history, clock=clock)
    answers = _answers(questions[0], rng)
    while not talk.finished:
        clock.wait(rng.uniform(15, 90))
        asked = talk.session.round.question
        if talk.coding:
            _code(talk, clock, rng)
        elif talk.session.round.end is not None:
            talk.act(Act.NEXT)
        else:
            talk.act(*next(answers))
        if talk.session.round.question != asked:
            if mode is Mode.INTERVIEW and rng.random() < 0.7:
                talk.rate(len(talk.session.rounds) - 2, rng.randint(1, 4))
            answers = _answers(talk.session.round.question, rng)
    events = tuple((event["at"] - began, event) for event in history.events(plan.session))
    history.close()
    return Played(plan.to_json(), events)


def _answers(question: str, rng: Random) -> Iterator[tuple[Act, str]]:
    """Yield what a candidate says to a question, who gives up in the end."""
    name = parts(question)[0] if is_review(question) else question
    if not name.startswith(PREFIX):
        examples = library().bank.question(name).examples
        yield Act.ANSWER, rng.choice(examples).text
        for _ in range(rng.randrange(3)):
            yield rng.choice([(Act.ANSWER, rng.choice(examples).text), (Act.HINT, "")])
    while True:
        yield Act.DONT_KNOW, "I don't know"


def _code(talk: Conductor, clock: Clock, rng: Random) -> None:
    """Submit code until it passes, or give up."""
    program = "def solution(x, weight, bias):\n    return x @ weight.T + bias\n" * 8
    for _ in range(rng.randint(1, 3)):
        clock.wait(rng.uniform(60, 400))
        passed = rng.random() < 0.5
        cases = 12 if passed else rng.randrange(12)
        verdict = Verdict("1", passed, seed=rng.randrange(2**31), ms=180.0, cases=cases, of=12)
        if not passed:
            verdict = replace(verdict, stage="values", message="3 of 64 elements differ", case="a batch of one")
        talk.code(program, verdict)
        if passed:
            talk.measured(Ratios("1", time=rng.uniform(0.8, 3.0)))
            return
    talk.act(Act.SKIP)
