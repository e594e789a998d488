"""A session as a value: an event in, a new session and the interviewer's moves out.

The same session and the same event give the same moves, always: the clock is read by whoever makes the event, and
every choice of words follows from the plan's seed.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from interviewer.interview import phrases, policy
from interviewer.interview.coding import PREFIX, is_code
from interviewer.interview.coverage import Coverage
from interviewer.interview.events import Act, Event, Mode, Move, MoveKind, Plan
from interviewer.interview.state import JOIN, End, Line, Round, Session, Speaker, State
from interviewer.interview.submissions import SOLVES, Submission
from interviewer.knowledge.models import Question
from interviewer.progress.judgement import RATINGS

Lookup = Callable[[str], Question]
"""Finds a question by its id."""


def begin(plan: Plan, at: float, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    """Start a session and ask its first question.

    Raises:
        ValueError: the plan holds no question.
    """
    if not plan.questions:
        raise ValueError("a session needs at least one question")
    session = Session(plan, (), State.ASKING, began=at, last=at)
    return _ask(session, lookup)


def advance(session: Session, event: Event, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    """Return the session after ``event``, and what the interviewer says to it.

    An event that makes no sense now (an answer after the end, a resume while running) changes nothing.

    Raises:
        ValueError: an answer comes without its grade.
    """
    round_ = session.round
    # Whoever resumes was away: that time belongs to no question. A clock that was set back counts from where it is.
    if session.state is State.ASKING and event.act is not Act.RESUME:
        round_ = replace(round_, seconds=round_.seconds + max(0.0, event.at - session.last))
    session = replace(session, last=event.at, rounds=(*session.rounds[:-1], round_))

    if event.act in _BELATED:
        return _BELATED[event.act](session, event), ()
    if session.state is State.FINISHED:
        return session, ()
    if event.act is Act.FINISH:
        return _finish(session)
    if session.state is State.PAUSED:
        return (replace(session, state=session.before), ()) if event.act is Act.RESUME else (session, ())
    if event.act is Act.PAUSE:
        return replace(session, state=State.PAUSED, before=session.state), ()
    if session.state is State.BETWEEN:
        return _next(session, lookup) if event.act is Act.NEXT else (session, ())
    return _react(session, event, lookup)


def replay(plan: Plan, at: float, events: Iterable[Event], lookup: Lookup) -> Session:
    """Return the session that ``events`` lead to."""
    session, _ = begin(plan, at, lookup)
    for event in events:
        session, _ = advance(session, event, lookup)
    return session


def last_question(round_: Round) -> str | None:
    """Return the follow-up that stands unanswered, or None where the question itself does."""
    pending = round_.pending
    return pending.text if pending else None


def _rng(session: Session) -> Random:
    lines = sum(len(round_.lines) for round_ in session.rounds)
    return Random(f"{session.plan.seed}/{len(session.rounds)}/{lines}")  # noqa: S311 -- words, not secrets


def _ask(session: Session, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    question = lookup(session.plan.questions[len(session.rounds)])
    move = Move(MoveKind.ASK, question.prompt, question.id)
    opened = Round(question.id, opened=session.last, lines=(_line(move),), coverage=Coverage.of(question))
    return replace(session, rounds=(*session.rounds, opened), state=State.ASKING), (move,)


def _react(session: Session, event: Event, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    """Answer what a candidate does while a question is open."""
    question = lookup(session.round.question)
    match event.act:
        case Act.ANSWER:
            return _answer(session, event, question, lookup)
        case Act.CODE:
            return _submit(session, event, question, lookup)
        case Act.DONT_KNOW:
            return _dont_know(session, event, question, lookup)
        case Act.SKIP:
            pending = session.round.pending
            deeper = pending is not None and pending.kind is MoveKind.DEEPER
            return _close(_heard(session, event), End.COVERED if deeper else End.SKIPPED, question, lookup)
        case _:
            reply = _reply(session.round, question, event)
            return (session, ()) if reply is None else _say(_heard(session, event), reply)


def _reply(round_: Round, question: Question, event: Event) -> Move | None:
    """Return what is said to a request; None to an act that is none."""
    match event.act:
        case Act.HINT:
            return policy.requested_hint(round_, question)
        case Act.REPEAT:
            return Move(MoveKind.REPEAT, last_question(round_) or question.prompt, question.id)
        case Act.CLARIFY:
            return policy.clarify(question, event.text)
        case Act.HELP:
            return Move(MoveKind.NOTE, phrases.HELP)
        case _:
            return None


def _overrule(session: Session, event: Event) -> Session:
    """Turn a verdict over; only one that has been shown, so only of a question that has ended."""
    number, point = event.overrules or (-1, "")
    if not 0 <= number < len(session.rounds) or session.rounds[number].end is None:
        return session
    round_ = session.rounds[number]
    overruled = replace(round_, coverage=round_.coverage.overrule(point))
    return replace(session, rounds=(*session.rounds[:number], overruled, *session.rounds[number + 1 :]))


def _rate(session: Session, event: Event) -> Session:
    """Keep what the candidate thinks of an answer; only of a question that has ended."""
    number, rating = event.rates or (-1, 0)
    if not 0 <= number < len(session.rounds) or session.rounds[number].end is None or rating not in RATINGS:
        return session
    rated = replace(session.rounds[number], rating=rating)
    return replace(session, rounds=(*session.rounds[:number], rated, *session.rounds[number + 1 :]))


def _measured(session: Session, event: Event) -> Session:
    """Put what was measured after a pass to the submission that passed; the session may have moved on since."""
    for number, round_ in reversed(list(enumerate(session.rounds))):
        if round_.solved and event.result is not None and event.challenge == round_.question.removeprefix(PREFIX):
            *before, last = round_.submissions
            told = replace(round_, submissions=(*before, replace(last, result=event.result)))
            return replace(session, rounds=(*session.rounds[:number], told, *session.rounds[number + 1 :]))
    return session


def _submit(session: Session, event: Event, question: Question, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    """Take code in; a pass leads on to the deeper question, and anything else leaves the challenge open."""
    if session.round.solved or not is_code(question.id):
        return session, ()
    if event.result is None:
        raise ValueError("code needs its result")
    session = _heard(session, event)
    round_ = session.round
    grade = event.result.grade
    better = round_.grade is None or grade.score > round_.grade.score
    round_ = replace(
        round_,
        submissions=(*round_.submissions, Submission(event.text, event.result)),
        grade=grade if better else round_.grade,
        first=round_.first or grade,
        coverage=round_.coverage.after(question, replace(event, grade=grade), None),
    )
    session, told = _say(_with(session, round_), Move(MoveKind.NOTE, event.result.sentence, SOLVES))
    if not event.result.passed:
        return session, told
    session, moves = _follow(session, question, lookup)
    return session, (*told, *moves)


def _heard(session: Session, event: Event) -> Session:
    """Add what the candidate did to the transcript."""
    round_ = session.round
    line = Line(Speaker.CANDIDATE, event.act, event.text)
    idle = round_.idle + 1 if event.act is Act.DONT_KNOW else 0 if event.act is Act.ANSWER else round_.idle
    return _with(session, replace(round_, lines=(*round_.lines, line), idle=idle))


def _answer(session: Session, event: Event, question: Question, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    if event.grade is None:
        raise ValueError("an answer needs its grade")
    pending, prompted = session.round.pending, session.round.prompted
    start = len(JOIN.join([*session.round.answers, ""]))
    session = _heard(session, event)
    round_ = session.round
    if pending is not None and pending.kind is MoveKind.DEEPER:
        session = _with(session, replace(round_, deeper=event.grade))
        return _close(session, End.COVERED, question, lookup)
    first = round_.first or event.grade
    coverage = round_.coverage.after(question, event, prompted, start)
    session = _with(session, replace(round_, grade=event.grade, first=first, coverage=coverage))
    return _follow(session, question, lookup)


def _dont_know(session: Session, event: Event, question: Question, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    pending = session.round.pending
    session = _heard(session, event)
    deeper = pending is not None and pending.kind is MoveKind.DEEPER
    if deeper:
        return _close(session, End.COVERED, question, lookup)
    return _follow(session, question, lookup)


def _follow(session: Session, question: Question, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    decision = policy.decide(session.round, question, _rng(session))
    if isinstance(decision, End):
        return _close(session, decision, question, lookup)
    return _say(session, decision)


def _say(session: Session, move: Move) -> tuple[Session, tuple[Move, ...]]:
    round_ = session.round
    coverage = round_.coverage.helped(move)
    return _with(session, replace(round_, lines=(*round_.lines, _line(move)), coverage=coverage)), (move,)


def _close(session: Session, end: End, question: Question, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    move = Move(
        MoveKind.CLOSE, phrases.closing(end, _rng(session), shown=session.plan.mode is Mode.PRACTICE), question.id
    )
    round_ = session.round
    session = _with(session, replace(round_, end=end, lines=(*round_.lines, _line(move))))
    if session.plan.mode is Mode.PRACTICE:
        return replace(session, state=State.BETWEEN), (move,)
    session, moves = _next(session, lookup)
    return session, (move, *moves)


def _next(session: Session, lookup: Lookup) -> tuple[Session, tuple[Move, ...]]:
    over = session.plan.minutes is not None and session.seconds >= session.plan.minutes * 60
    if over or len(session.rounds) == len(session.plan.questions):
        return _finish(session)
    return _ask(session, lookup)


def _finish(session: Session) -> tuple[Session, tuple[Move, ...]]:
    round_ = session.round
    if round_.end is None:
        session = _with(session, replace(round_, end=End.FINISHED))
    return replace(session, state=State.FINISHED), (Move(MoveKind.DEBRIEF, phrases.DEBRIEF),)


_BELATED = {Act.OVERRULE: _overrule, Act.RATE: _rate, Act.MEASURED: _measured}
"""What may come at any time, the end of the session no exception, and moves it nowhere."""


def _with(session: Session, round_: Round) -> Session:
    return replace(session, rounds=(*session.rounds[:-1], round_))


def _line(move: Move) -> Line:
    return Line(Speaker.INTERVIEWER, move.kind, move.text, move.target)
