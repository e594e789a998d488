"""A code challenge as a question of a session."""

from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.challenges.events import Ratios, Verdict
from interviewer.grading.result import Status
from interviewer.interview.coding import CodeQuestion, is_code, question_of, summary_of
from interviewer.interview.conductor import Conductor, recall
from interviewer.interview.debrief import debrief, report
from interviewer.interview.events import Act, Event, Mode, MoveKind
from interviewer.interview.library import Library
from interviewer.interview.planning import NothingToAskError, Wishes, make_plan
from interviewer.interview.state import End, State
from interviewer.knowledge.bank import UnknownQuestionError
from interviewer.knowledge.challenges import Challenge, ChallengeFolder, Challenges, UnknownChallengeError
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.models import Question
from interviewer.progress.code import Tried, tried
from interviewer.progress.history import History
from tests.banks import write_topic
from tests.unit.interview.support import DROPOUT, Clock, kinds, lookup, start

DOUBLE = Challenge.model_validate(
    {
        "id": "double",
        "title": "Double",
        "topic": "demo",
        "level": 2,
        "minutes": 5.0,
        "statement": "Write `double(x)`.",
        "entry": ["double"],
        "hints": ["What is twice a number?", "def double(x)", "Return x + x."],
        "follow_ups": [
            {
                "ask": "Why add?",
                "key_points": [{"id": "cheap", "statement": "Adding is cheap.", "concepts": [["cheap"]]}],
            }
        ],
    }
)
QUESTION = question_of(DOUBLE)
PASSED = Verdict("run-1", True, seed=3, ms=21.0, cases=4, of=4, device="cpu", more=True)
FAILED = Verdict("run-1", False, "value", "1 of 4 elements differs.", "negative", seed=3, cases=1, of=4)
NEARLY = replace(FAILED, cases=3)


def find(question_id: str) -> Question:
    return QUESTION if is_code(question_id) else lookup(question_id)


@pytest.fixture
def log() -> History:
    return History.in_memory()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def conductor(log: History, clock: Clock) -> Conductor:
    return start(QUESTION, DROPOUT, mode=Mode.PRACTICE, find=find, log=log, clock=clock)


def test_a_challenge_asks_its_title_and_statement(conductor: Conductor) -> None:
    assert conductor.question is QUESTION
    assert conductor.session.round.lines[0].text == "**Double**\n\nWrite `double(x)`."
    assert conductor.coding


def test_code_that_fails_leaves_the_challenge_open(conductor: Conductor, log: History) -> None:
    (note,) = conductor.code("def double(x): return x", FAILED)
    assert note.kind is MoveKind.NOTE
    assert note.text == (
        "Not solved: 1 of 4 cases pass; it fails at value in the case “negative”: 1 of 4 elements differs."
    )
    assert conductor.coding
    assert conductor.session.round.coverage.point("solves").status is Status.MISS
    assert tried(log) == {"double": Tried(1, solved=False)}


def test_a_pass_leads_to_the_oral_question_and_that_is_graded(conductor: Conductor) -> None:
    moves = conductor.code("def double(x): return x + x", PASSED)
    assert kinds(moves) == ["note", "deeper"]
    assert moves[1].text == "Why add?"
    assert not conductor.coding
    conductor.submit("Because it is cheap.")
    assert conductor.session.state is State.BETWEEN
    made = report(conductor.session.rounds[0], QUESTION)
    assert made.score.final == 1.0
    assert made.reason == "Solved after 1 submission."
    assert [(p.point.id, p.status) for p in made.deeper] == [("cheap", Status.HIT)]


def test_hints_cost_and_better_code_never_loses_credit(conductor: Conductor) -> None:
    conductor.act(Act.HINT)
    conductor.code("a", NEARLY)
    conductor.code("b", FAILED)
    assert report(conductor.session.round, QUESTION).score.final == pytest.approx(0.5 * 0.75)
    conductor.code("c", PASSED)
    made = report(conductor.session.round, QUESTION)
    assert made.score.final == pytest.approx(0.75)
    assert made.reason == "Solved after 3 submissions, with 1 hint (worth 75%)."
    assert [one.code for one in made.round.submissions] == ["a", "b", "c"]


def test_giving_up_ends_it(conductor: Conductor) -> None:
    conductor.code("a", NEARLY)
    conductor.act(Act.SKIP)
    made = report(conductor.session.rounds[0], QUESTION)
    assert made.round.end is End.SKIPPED
    assert made.score.final == 0.5
    assert made.reason == "Not solved: after 1 submission, half the credit, as at least half the cases pass."


def test_words_are_no_code(conductor: Conductor) -> None:
    for words in ("It adds x to itself.", "what do you mean?"):
        (said,) = conductor.submit(words)
        assert said.kind is MoveKind.CLARIFY
        assert said.text.startswith("The statement is all there is")
    assert conductor.session.round.answers == ()
    assert conductor.coding


def test_code_is_passed_over_where_none_is_asked_for(conductor: Conductor) -> None:
    conductor.code("c", PASSED)
    session = conductor.session
    assert conductor.code("d", PASSED) == ()
    assert conductor.session is session


def test_what_is_measured_after_a_pass_reaches_its_challenge(log: History, clock: Clock) -> None:
    conductor = start(QUESTION, DROPOUT, find=find, log=log, clock=clock)
    conductor.code("c", PASSED)
    conductor.submit("cheap")
    assert conductor.question is DROPOUT
    conductor.measured(Ratios("run-1", 1.5, None))
    assert conductor.session.rounds[0].submissions[-1].result.time == 1.5
    assert conductor.question is DROPOUT


def test_nothing_is_measured_before_a_pass(conductor: Conductor, log: History) -> None:
    conductor.measured(Ratios("run-1", 1.5, None))
    assert log.events(conductor.session.plan.session) == []


def test_a_session_with_code_comes_back_from_what_is_stored(conductor: Conductor, log: History) -> None:
    conductor.act(Act.HINT)
    conductor.code("a", FAILED)
    conductor.code("c", PASSED)
    conductor.measured(Ratios("run-1", 0.9, 2.0))
    conductor.submit("cheap")
    session, plan = conductor.session, conductor.session.plan
    assert recall(plan.to_json(), session.began, log.events(plan.session), find) == session
    assert debrief(session, find).score == 0.75


def test_code_without_its_result_is_a_mistake_of_the_program(conductor: Conductor) -> None:
    from interviewer.interview.session import advance

    with pytest.raises(ValueError, match="needs its result"):
        advance(conductor.session, Event(Act.CODE, 0.0, "c"), find)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write_topic(tmp_path, DROPOUT.model_dump(mode="json", exclude_defaults=True), name="demo.yaml", topic="demo")
    challenges = Challenges({"double": ChallengeFolder(tmp_path / "double", DOUBLE)}, ())
    return Library(load_bank([tmp_path]), lambda: challenges)


def test_a_library_finds_questions_and_challenges(library: Library) -> None:
    assert library.question("demo.dropout") == DROPOUT
    found = library.question("challenge.double")
    assert isinstance(found, CodeQuestion)
    assert found is library.question("challenge.double")
    with pytest.raises(UnknownQuestionError):
        library.question("demo.none")
    with pytest.raises(UnknownChallengeError, match="did you mean 'double'"):
        library.question("challenge.duoble")


def test_a_challenge_is_chosen_by_its_skills(library: Library) -> None:
    code = [summary_of(DOUBLE.model_copy(update={"id": name, "skills": [name]})) for name in ("doubling", "halving")]
    wishes = Wishes(Mode.PRACTICE, questions=0, challenges=2, skills=("halving", "dropping"))
    assert make_plan(library.bank.summaries, wishes, at=0.0, seed=1, code=code).questions == ("challenge.halving",)


def test_challenges_come_after_the_questions(library: Library) -> None:
    def plan(wishes: Wishes) -> tuple[str, ...]:
        return make_plan(library.bank.summaries, wishes, at=0.0, seed=1, code=library.code).questions

    both = ("demo.dropout", "challenge.double")
    assert plan(Wishes(Mode.PRACTICE, questions=3, challenges=2)) == both
    assert plan(Wishes(Mode.PRACTICE, questions=3)) == both[:1]
    assert plan(Wishes(Mode.PRACTICE, minutes=30, challenges=1)) == both
    assert plan(Wishes(Mode.PRACTICE, minutes=5, challenges=1)) == both[1:], "the challenge takes the five minutes"
    assert plan(Wishes(Mode.PRACTICE, questions=0, challenges=1)) == both[1:]
    assert plan(Wishes(Mode.PRACTICE, level=1, questions=1, challenges=1)) == both[:1], "it is harder than wished"
    with pytest.raises(NothingToAskError):
        plan(Wishes(Mode.PRACTICE, ("none",), challenges=1))
