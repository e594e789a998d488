"""What holds of every interview, whatever is done and said in it."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from interviewer.interview.conductor import Conductor
from interviewer.interview.coverage import FACTOR, WORTH, Coverage, Help
from interviewer.interview.debrief import debrief
from interviewer.interview.events import FOLLOW_UPS, Act, Event, Mode, MoveKind, Plan
from interviewer.interview.policy import GIVE_UP, MOST_FOLLOW_UPS
from interviewer.interview.scoring import question_score
from interviewer.interview.session import advance, begin, replay
from interviewer.interview.state import Speaker, State
from interviewer.progress.history import History
from tests.unit.interview.support import BARE, CHOICE, DROPOUT, FULL, HALF, QUESTIONS, WRONG, Clock, WordGrader, lookup

said = st.sampled_from(
    [
        FULL,
        HALF,
        WRONG,
        "zeroes units",
        "in training",
        "in training only",
        "training",
        "zero",
        "always",
        "forever",
        "scaled",
        "an ensemble",
        "bn",
        "statistics in inference, both",
        "one pass",
        "hint",
        "skip",
        "/repeat",
        "I don't know",
        "what do you mean by it?",
    ]
) | st.text(max_size=60)
acts = st.sampled_from([act for act in Act if act is not Act.FINISH])
plans = st.builds(
    Plan,
    st.just("s"),
    st.lists(st.sampled_from(sorted(QUESTIONS)), min_size=1, max_size=4).map(tuple),
    st.sampled_from(Mode),
    st.none() | st.floats(0, 20),
    st.integers(0, 2**31),
)
steps = st.lists(st.tuples(acts, said, st.floats(-1e5, 1e5, allow_nan=False)), max_size=25)


def no_less(after: Coverage, before: Coverage) -> bool:
    return all(new.credit >= old.credit for new, old in zip(after.points, before.points, strict=True))


class Interview(RuleBasedStateMachine):
    """A candidate who does anything at any time, on a clock that jumps, with kills in between."""

    @initialize(plan=plans)
    def begins(self, plan: Plan) -> None:
        self.clock = Clock()
        self.history = History.in_memory()
        self.grader = WordGrader()
        self.conductor, _ = Conductor.start(plan, lookup=lookup, grader=self.grader, log=self.history, clock=self.clock)
        self.seen = self.conductor.session

    @rule(text=said)
    def types(self, text: str) -> None:
        self.conductor.submit(text)

    @rule(act=acts, text=said)
    def does(self, act: Act, text: str) -> None:
        before = self.conductor.session
        moves = self.conductor.act(act, text)
        if act is not Act.ANSWER:
            event = Event(Act.PAUSE if act is Act.LEAVE else act, self.clock(), text)
            assert advance(before, event, lookup) == (self.conductor.session, moves), "same session, event, moves"

    @rule(seconds=st.floats(-1000, 1000, allow_nan=False))
    def waits(self, seconds: float) -> None:
        self.clock.wait(seconds)

    @rule(text=st.text(max_size=20))
    def writes(self, text: str) -> None:
        self.conductor.save_draft(text)
        assert self.conductor.draft() == text

    @rule()
    def is_killed(self) -> None:
        before = self.conductor.session
        (stored,) = self.history.sessions()
        self.conductor = Conductor.resume(
            stored.plan, stored.began, lookup=lookup, grader=self.grader, log=self.history, clock=self.clock
        )
        after = self.conductor.session
        assert after.rounds == before.rounds, "nothing is lost, and no time is counted"
        assert after.state is (before.before if before.state is State.PAUSED else before.state)

    @invariant()
    def what_is_stored_is_what_happened(self) -> None:
        (stored,) = self.history.sessions()
        events = [Event.from_json(event) for event in self.history.events(stored.id)]
        assert replay(Plan.from_json(stored.plan), stored.began, events, lookup) == self.conductor.session
        assert (stored.finished is not None) == self.conductor.finished

    @invariant()
    def nothing_earned_is_lost(self) -> None:
        now, before = self.conductor.session, self.seen
        self.seen = now
        assert len(now.rounds) >= len(before.rounds)
        for new, old in zip(now.rounds, before.rounds, strict=False):
            assert new.lines[: len(old.lines)] == old.lines
            assert new.seconds >= old.seconds
            assert no_less(new.coverage, old.coverage)
            assert {m.id for m in new.coverage.mistakes} >= {m.id for m in old.coverage.mistakes}

    @invariant()
    def the_figures_are_figures(self) -> None:
        told = debrief(self.conductor.session, lookup)
        assert told.score is None or 0 <= told.score <= 1
        assert told.unaided is None or 0 <= told.unaided <= 1
        for report in told.questions:
            assert 0 <= report.score.final <= 1
            assert report.reason.endswith(".")
            for point in report.points:
                assert 0 <= point.credit <= WORTH[point.status]
                assert all(0 <= start <= end <= len(report.answer) for start, end in point.evidence)

    @invariant()
    def follow_ups_are_few(self) -> None:
        for round_ in self.conductor.session.rounds:
            assert len(round_.follow_ups) <= MOST_FOLLOW_UPS
            assert round_.idle <= GIVE_UP
            spoken = [line for line in round_.lines if line.speaker is Speaker.INTERVIEWER]
            assert sum(line.kind is MoveKind.PUMP for line in spoken) <= 1
            asked = [(line.kind, line.text, line.target) for line in spoken if line.kind in FOLLOW_UPS]
            assert len(asked) == len(set(asked)), "no follow-up is asked twice"

    @invariant()
    def a_question_that_ended_stays_so(self) -> None:
        *past, last = self.conductor.session.rounds
        assert all(round_.end is not None for round_ in past)
        assert (last.end is None) == (
            self.conductor.session.state is State.ASKING
            or (self.conductor.session.state is State.PAUSED and self.conductor.session.before is State.ASKING)
        )


TestInterview = Interview.TestCase
TestInterview.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@settings(max_examples=200, deadline=None)
@given(plans, steps)
def test_events_in_any_order_on_any_clock(plan: Plan, script: list[tuple[Act, str, float]]) -> None:
    session, _ = begin(plan, 0.0, lookup)
    events = []
    for act, text, at in script:
        grade = WordGrader().grade(lookup(session.round.question), text) if act is Act.ANSWER else None
        event = Event(act, at, text, grade)
        if act is Act.ANSWER and session.state is State.ASKING:
            pending = session.round.pending
            if pending is not None and pending.kind is MoveKind.DEEPER:
                event = Event(act, at, text, WordGrader().grade(BARE, text))
        events.append(event)
        twin = advance(session, event, lookup)
        session, moves = advance(session, event, lookup)
        assert (session, moves) == twin
    stored = [Event.from_json(json.loads(json.dumps(event.to_json()))) for event in events]
    assert stored == events
    assert replay(Plan.from_json(json.loads(json.dumps(plan.to_json()))), 0.0, stored, lookup) == session
    assert all(round_.seconds >= 0 for round_ in session.rounds)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([DROPOUT, BARE, CHOICE]),
    st.lists(
        st.tuples(st.sampled_from([Act.ANSWER, Act.DONT_KNOW, Act.HINT]), said.filter(str.strip)),
        min_size=40,
        max_size=40,
    ),
)
def test_a_question_ends_after_a_bounded_number_of_turns(question: object, script: list[tuple[Act, str]]) -> None:
    assert isinstance(question, type(DROPOUT))
    plan = Plan("s", (question.id,))
    conductor, _ = Conductor.start(plan, lookup=lookup, grader=WordGrader(), log=History.in_memory(), clock=Clock())
    turns = 0
    for act, text in script:
        if conductor.finished:
            break
        conductor.act(act, text)
        turns += act is not Act.HINT
    assert turns <= MOST_FOLLOW_UPS + 1
    if sum(act is not Act.HINT for act, _ in script) > MOST_FOLLOW_UPS:
        assert conductor.finished


@settings(max_examples=100, deadline=None)
@given(said.filter(str.strip), st.integers(0, 6))
def test_an_answer_after_hints_earns_no_more(text: str, hints: int) -> None:
    """Except for what a directed prompt asks for, which earns what a prompt leaves."""

    def coverage(hints: int) -> Coverage:
        conductor, _ = Conductor.start(
            Plan("s", (DROPOUT.id,)), lookup=lookup, grader=WordGrader(), log=History.in_memory(), clock=Clock()
        )
        for _ in range(hints):
            conductor.act(Act.HINT)
        conductor.act(Act.ANSWER, text)
        return conductor.session.round.coverage

    for helped, alone in zip(coverage(hints).points, coverage(0).points, strict=True):
        assert helped.credit <= max(alone.credit, FACTOR[Help.PROMPT])
        if helped.help is not Help.PROMPT:
            assert helped.credit == alone.credit * FACTOR[helped.help]


@given(st.sampled_from(sorted(QUESTIONS)), said, said)
def test_the_score_of_a_round_is_its_coverage(question_id: str, first: str, second: str) -> None:
    """With a grader that scores by the same weights, score and credit say the same where nothing was mistaken."""
    conductor, _ = Conductor.start(
        Plan("s", (question_id,)), lookup=lookup, grader=WordGrader(), log=History.in_memory(), clock=Clock()
    )
    conductor.act(Act.ANSWER, first)
    if not conductor.finished:
        conductor.act(Act.ANSWER, second)
    round_, question = conductor.session.round, lookup(question_id)
    if round_.grade is None or round_.coverage.mistakes:
        return
    total = sum(point.weight for point in question.core)
    earned = sum(point.weight * round_.coverage.point(point.id).credit for point in question.core) / total
    assert abs(question_score(round_, question).final - earned) < 0.002
