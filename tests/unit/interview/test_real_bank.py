"""Interviews with the bundled bank, some of them graded by the real grader."""

import json
from collections.abc import Iterator
from statistics import mean

import pytest

from interviewer.grading.grader import Grader
from interviewer.grading.result import Grade, MisconceptionVerdict, PointVerdict, Status
from interviewer.interview.conductor import Conductor
from interviewer.interview.debrief import debrief
from interviewer.interview.events import Act, Event, Mode, MoveKind, Plan
from interviewer.interview.session import advance, begin, replay
from interviewer.interview.speech import interpret
from interviewer.knowledge.bank import Bank
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.models import Question
from interviewer.paths import bundled_bank
from interviewer.progress.history import History
from tests.unit.interview.support import Clock, WordGrader

ECHO_MOST = 0.35
ECHO_MEAN = 0.10
"""Credit that the interviewer's own words may earn: on one question, and on average over the bank."""


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank([bundled_bank()])


@pytest.fixture(scope="module")
def grader(bank: Bank) -> Grader:
    return Grader(bank.questions, bank.glossary)


@pytest.fixture
def history() -> Iterator[History]:
    opened = History.in_memory()
    yield opened
    opened.close()


def ask(bank: Bank, question: Question, grader: Grader | WordGrader, mode: Mode = Mode.INTERVIEW) -> Conductor:
    plan = Plan("s", (question.id,), mode, seed=3)
    conductor, _ = Conductor.start(plan, lookup=bank.question, grader=grader, log=History.in_memory(), clock=Clock())
    return conductor


def hints(conductor: Conductor) -> list[tuple[MoveKind, str | None, str]]:
    """Ask for hints until there are none."""
    given: list[tuple[MoveKind, str | None, str]] = []
    while (move := conductor.act(Act.HINT)[0]).kind is not MoveKind.NOTE:
        given.append((move.kind, move.target, move.text))
    return given


def earned(conductor: Conductor, question: Question) -> float:
    coverage = conductor.session.rounds[0].coverage
    total = sum(point.weight for point in question.core)
    return sum(point.weight * coverage.point(point.id).credit for point in question.core) / total


def test_the_ladder_reaches_every_key_point(bank: Bank) -> None:
    for question in bank.questions:
        given = hints(ask(bank, question, WordGrader()))
        assert len(given) == len(set(given))
        for point in question.core:
            rungs = [kind for kind, target, _ in given if target == point.id]
            wanted = [MoveKind.HINT] * len(point.hints) + ([MoveKind.PROMPT] if point.prompt else [])
            assert sorted(rungs) == sorted(wanted), (question.id, point.id)
            assert rungs, f"{question.id}: nothing leads to {point.id}"


def test_every_misconception_is_probed(bank: Bank) -> None:
    for question in bank.questions:
        verdicts = tuple(PointVerdict(point.id, Status.MISS, 1.0) for point in question.key_points)
        for held in question.misconceptions:
            session, _ = begin(Plan("s", (question.id,)), 0.0, bank.question)
            grade = Grade(0.0, verdicts, (MisconceptionVerdict(held.id),))
            _, (move,) = advance(session, Event(Act.ANSWER, 1.0, "words", grade), bank.question)
            assert (move.kind, move.target) == (MoveKind.PROBE, held.id)
            assert move.text.strip()


def test_what_is_wanted_can_be_said(bank: Bank) -> None:
    """No answer that the bank foresees is taken for a request, unless a prompt asks for that very word."""
    for question in bank.questions:
        texts = [example.text for example in question.examples if example.covers]
        texts += question.expected.outputs if question.expected else []
        texts += [words for option in question.options for words in (option.id, option.text)]
        texts += [words for held in question.misconceptions for words in (held.statement, *held.paraphrases)]
        for point in question.key_points:
            texts += [point.statement, *point.paraphrases]
        taken = [text for text in texts if interpret(text)[0] is not Act.ANSWER]
        assert taken == [], question.id


def test_every_word_that_a_prompt_asks_for_counts(bank: Bank, grader: Grader) -> None:
    for question in bank.questions:
        for point in question.core:
            if point.prompt is None:
                continue
            conductor = ask(bank, question, grader)
            while conductor.act(Act.HINT)[0].text != point.prompt.ask:
                pass
            word = point.prompt.accept[0]
            conductor.submit(word)
            coverage = conductor.session.rounds[0].coverage.point(point.id)
            assert coverage.status is Status.HIT, (question.id, point.id, word)
            assert coverage.credit == 0.5


def test_the_interviewers_own_words_earn_next_to_nothing(bank: Bank, grader: Grader) -> None:
    shares = {}
    for question in bank.questions:
        conductor = ask(bank, question, grader)
        said = [text for _, _, text in hints(conductor)]
        conductor.act(Act.ANSWER, " ".join(said))
        shares[question.id] = earned(conductor, question)
    assert {name: credit for name, credit in shares.items() if credit > ECHO_MOST} == {}
    assert mean(shares.values()) <= ECHO_MEAN


def test_the_question_itself_earns_next_to_nothing(bank: Bank, grader: Grader) -> None:
    shares = {}
    for question in bank.questions:
        conductor = ask(bank, question, grader)
        conductor.act(Act.ANSWER, question.prompt)
        shares[question.id] = earned(conductor, question)
    assert {name: credit for name, credit in shares.items() if credit > ECHO_MOST} == {}
    assert mean(shares.values()) <= ECHO_MEAN


def test_a_model_answer_beats_saying_the_question_back(bank: Bank, grader: Grader) -> None:
    gains = []
    for question in bank.questions:
        if question.model_answer is None:
            continue
        good, echo = ask(bank, question, grader), ask(bank, question, grader)
        good.act(Act.ANSWER, question.model_answer)
        echo.act(Act.ANSWER, question.prompt)
        gains.append(earned(good, question) - earned(echo, question))
    assert mean(gains) > 0.6


@pytest.mark.parametrize("mode", Mode)
def test_a_session_through_the_whole_bank(bank: Bank, grader: Grader, history: History, mode: Mode) -> None:
    """Answers of every kind, from the authors' examples: figures in range, and a replay that is the session."""
    clock = Clock()
    chosen = bank.questions[:: 4 if mode is Mode.INTERVIEW else 5]
    plan = Plan("s", tuple(question.id for question in chosen), mode, seed=11)
    conductor, _ = Conductor.start(plan, lookup=bank.question, grader=grader, log=history, clock=clock)
    for question in chosen:
        number = len(conductor.session.rounds)
        replies = [example.text for example in reversed(question.examples)] + ["I don't know"] * 4
        for reply in replies:
            if conductor.finished or len(conductor.session.rounds) != number or conductor.session.round.end:
                break
            clock.wait(17.5)
            conductor.submit(reply)
        if mode is Mode.PRACTICE:
            conductor.act(Act.NEXT)
    assert conductor.finished
    assert len(conductor.session.rounds) == len(chosen)
    (stored,) = history.sessions()
    events = [Event.from_json(json.loads(json.dumps(event))) for event in history.events("s")]
    assert replay(Plan.from_json(stored.plan), stored.began, events, bank.question) == conductor.session
    told = debrief(conductor.session, bank.question)
    assert told.score is not None
    assert 0.3 < told.score < 1
    for report in told.questions:
        assert 0 <= report.score.final <= 1
        for point in report.points:
            assert all(0 <= start < end <= len(report.answer) for start, end in point.evidence)


def test_a_choice_and_an_output_are_recognized(bank: Bank, grader: Grader) -> None:
    kinds = {str(question.kind) for question in bank.questions}
    assert {"choose", "predict", "debug"} <= kinds
    for question in bank.questions:
        right = [option.id for option in question.options if option.correct]
        right += question.expected.outputs[:1] if question.expected else []
        for words in right:
            conductor = ask(bank, question, grader)
            conductor.act(Act.ANSWER, words)
            grade = conductor.session.rounds[0].grade
            assert grade is not None
            assert grade.choice is not None
            assert grade.choice.correct, (question.id, words)
