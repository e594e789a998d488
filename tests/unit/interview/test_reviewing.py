"""Reviews of single key points, and what a session leaves for progress."""

from dataclasses import replace
from itertools import pairwise

import pytest

from interviewer.interview.beginning import settle
from interviewer.interview.coding import PREFIX as CODE
from interviewer.interview.events import Act, Mode, Plan
from interviewer.interview.library import Library
from interviewer.interview.planning import NothingToAskError, Wishes
from interviewer.interview.recording import catch_up, outcomes
from interviewer.interview.reviewing import is_review, parts, point_question, review_id, review_plan
from interviewer.knowledge.challenges import Challenges, load_challenges
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.models import Question
from interviewer.paths import bundled_bank
from interviewer.progress.history import History
from interviewer.progress.load import set_most_a_day
from interviewer.progress.outcomes import forget, pending
from interviewer.progress.statistics import due_points, progress
from tests.banks import write_topic
from tests.unit.interview.support import DROPOUT, FULL, HALF, WRONG, Clock, start

DAY = 86_400.0


@pytest.fixture
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("bank")
    write_topic(folder, DROPOUT.model_dump(mode="json", exclude_defaults=True), name="demo.yaml", topic="demo")
    return Library(load_bank([folder]), lambda: Challenges({}, ()))


@pytest.fixture
def log() -> History:
    return History.in_memory()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def sit(library: Library, log: History, clock: Clock, *answers: str) -> None:
    """Sit through a session of the question about dropout."""
    conductor = start(library.question("demo.dropout"), mode=Mode.PRACTICE, find=library.question, log=log, clock=clock)
    for answer in answers:
        clock.wait(30)
        conductor.submit(answer)
    conductor.act(Act.FINISH)


def test_ids() -> None:
    assert review_id("residual-networks.basic", "basic-block") == "review.residual-networks.basic.basic-block"
    assert parts("review.residual-networks.basic.basic-block") == ("residual-networks.basic", "basic-block")
    assert review_id(f"{CODE}softmax", "solves") == f"{CODE}softmax"
    assert is_review("review.a.b.c")
    assert not is_review("reviews.a")


def test_a_key_point_by_itself() -> None:
    asked = point_question(DROPOUT, "training-only")
    assert asked.prompt == "What does dropout do?\n\n**One point of it:** What about evaluation?"
    assert [point.id for point in asked.key_points] == ["training-only"]
    assert asked.key_points[0].hints == ["Is it always at work?"]
    assert [m.id for m in asked.misconceptions] == ["always-on"]
    assert (asked.topic, asked.of) == ("demo", "demo.dropout")


def test_a_key_point_that_is_gone() -> None:
    with pytest.raises(LookupError, match="has no key point 'gone' any more"):
        point_question(DROPOUT, "gone")


def test_a_plan_leaves_out_what_is_gone_and_keeps_a_questions_points_apart() -> None:
    def known(asked: str) -> Question:
        if asked.startswith("review.gone"):
            raise LookupError(asked)
        return DROPOUT

    due = [("gone.q", "p"), ("a.q", "1"), ("a.q", "2"), ("a.q", "3"), ("b.q", "1"), ("c.q", "1"), ("d.q", "1")]
    plan = review_plan(due, known, at=0.0, seed=3, most=5)
    assert plan is not None
    assert len(plan.questions) == 5
    asked = [parts(question)[0] for question in plan.questions]
    assert set(plan.questions) == {"review.a.q.1", "review.a.q.2", "review.a.q.3", "review.b.q.1", "review.c.q.1"}
    assert all(first != second for first, second in pairwise(asked))
    assert review_plan(due[:1], known, at=0.0, seed=3, most=5) is None
    assert review_plan(due, known, at=0.0, seed=3, most=5) == plan


def test_outcomes_of_a_session(library: Library, log: History, clock: Clock) -> None:
    sit(library, log, clock, HALF)
    assert catch_up(log, library.question).sessions == 1
    (session,) = log.sessions()
    from interviewer.interview.conductor import recall

    (one,) = outcomes(recall(session.plan, session.began, log.events(session.id), library.question), library.question)
    assert (one.question, one.topic, one.level, one.seconds, one.review) == ("demo.dropout", "demo", 1, 30.0, False)
    assert [(point.id, point.status) for point in one.points] == [("zeroes", "hit"), ("training-only", "miss")]
    assert one.solved is None


def test_what_was_missed_is_asked_by_itself_and_then_rests(library: Library, log: History, clock: Clock) -> None:
    sit(library, log, clock, HALF)
    clock.wait(2 * DAY)
    wishes = Wishes(Mode.PRACTICE, review=True)
    plan = settle(library, log, wishes, at=clock(), seed=1)
    assert plan.questions == ("review.demo.dropout.training-only",)
    conductor = start(
        library.question(plan.questions[0]), mode=Mode.PRACTICE, find=library.question, log=log, clock=clock
    )
    conductor.submit(FULL)
    conductor.act(Act.NEXT)
    catch_up(log, library.question)
    assert due_points(log, clock()) == []
    made = progress(log, clock())
    assert made.today.total == 2
    assert made.weak[0].status == "hit"
    with pytest.raises(NothingToAskError, match="nothing is due"):
        settle(library, log, wishes, at=clock(), seed=1)
    with pytest.raises(NothingToAskError):
        settle(library, log, replace(wishes, topics=("norm",)), at=clock() + 300 * DAY, seed=1)


def test_a_session_is_reckoned_once_and_again_when_it_goes_on(library: Library, log: History, clock: Clock) -> None:
    conductor = start(library.question("demo.dropout"), mode=Mode.PRACTICE, find=library.question, log=log, clock=clock)
    conductor.submit(WRONG)
    steps: list[tuple[int, int]] = []
    catch_up(log, library.question, lambda done, of: steps.append((done, of)))
    assert steps == [(1, 1)]
    assert progress(log, clock()).today.total == 0, "it has not ended"
    assert pending(log) == {}
    conductor.act(Act.FINISH)
    assert catch_up(log, library.question).sessions == 1
    assert progress(log, clock()).mistakes[0].mistake == "always-on"


def test_an_overrule_reaches_the_schedule(library: Library, log: History, clock: Clock) -> None:
    conductor = start(library.question("demo.dropout"), mode=Mode.PRACTICE, find=library.question, log=log, clock=clock)
    conductor.submit(HALF)
    conductor.act(Act.SKIP)
    catch_up(log, library.question)
    assert [weak.point for weak in progress(log, clock()).weak] == ["training-only"]
    conductor.overrule(0, "training-only")
    catch_up(log, library.question)
    assert progress(log, clock()).weak == ()


def test_a_session_whose_questions_are_gone_is_left_out(library: Library, log: History, clock: Clock) -> None:
    sit(library, log, clock, FULL)
    log.begin("other", clock(), Plan("other", ("gone.q",)).to_json())
    log.append("other", clock(), {"act": "finish", "at": clock()})
    caught = catch_up(log, library.question)
    assert (caught.sessions, caught.left_out) == (1, 1)
    assert pending(log) == {}


def test_a_day_s_reviews_end_at_the_limit(library: Library, log: History, clock: Clock) -> None:
    sit(library, log, clock, WRONG)
    clock.wait(30 * DAY)
    wishes = Wishes(Mode.PRACTICE, questions=10, review=True)
    due = len(settle(library, log, wishes, at=clock(), seed=1).questions)
    assert due > 1
    set_most_a_day(log, 1)
    plan = settle(library, log, wishes, at=clock(), seed=1)
    assert len(plan.questions) == 1
    question = library.question(plan.questions[0])
    conductor = start(question, mode=Mode.PRACTICE, find=library.question, log=log, clock=clock)
    conductor.submit(FULL)
    conductor.act(Act.FINISH)
    with pytest.raises(NothingToAskError, match="limit of 1 reviews a day is reached"):
        settle(library, log, wishes, at=clock(), seed=1)
    assert settle(library, log, replace(wishes, beyond=True), at=clock(), seed=1).questions
    assert len(settle(library, log, wishes, at=clock() + DAY, seed=1).questions) == 1


def test_much_is_reckoned_a_part_at_a_time(library: Library, log: History, clock: Clock) -> None:
    for _ in range(5):
        sit(library, log, clock, HALF)
        clock.wait(DAY)
    waiting = list(pending(log).items())
    for first in (0, 2, 4):
        part = dict(waiting[first : first + 2])
        assert catch_up(log, library.question, sessions=part).sessions == len(part)
        assert list(pending(log).items()) == waiting[first + 2 :]
    in_parts = progress(log, clock())
    forget(log)
    catch_up(log, library.question)
    assert progress(log, clock()) == in_parts


def test_where_only_code_fits_the_wishes_that_is_said(library: Library, log: History, clock: Clock) -> None:
    of_code = Library(library.bank, lambda: load_challenges(bundled_bank() / "challenges"))
    wishes = Wishes(Mode.PRACTICE, skills=("indexing-and-masking",))
    with pytest.raises(NothingToAskError, match=r"indexing-and-masking; --code asks one of \d+ code challenges"):
        settle(of_code, log, wishes, at=clock(), seed=1)
    with pytest.raises(NothingToAskError, match=r"there is no question that is practice in cooking$"):
        settle(of_code, log, replace(wishes, skills=("cooking",)), at=clock(), seed=1)
