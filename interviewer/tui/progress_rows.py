"""The rows of the progress screen: what each says, and what Enter on it asks for."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from textual.content import Content
from textual.message import Message

from interviewer.interview.coding import PREFIX as CODE
from interviewer.interview.reviewing import review_id
from interviewer.progress.attempts import QuestionFigures
from interviewer.progress.days import local_day
from interviewer.progress.goals import goal_line, plan_of
from interviewer.progress.mastery import Standing
from interviewer.progress.names import Names
from interviewer.progress.statistics import Progress
from interviewer.text import counted
from interviewer.tui.content import literal
from interviewer.tui.messages import (
    AgainAsked,
    AttemptsAsked,
    ChallengeChosen,
    GoalAsked,
    HomeAsked,
    ReviewAsked,
    SessionsAsked,
    SkillAsked,
    TopicAsked,
    TranscriptAsked,
)
from interviewer.tui.widgets.figures import mastery_bar, trend

Row = tuple[Content, Message]
"""What a row says, and what Enter on it asks for."""

PACED = 3
"""Answers in a topic before its pace is told."""

NAME, LONG_NAME = 26, 40
"""Columns of a topic's or a skill's name, on a narrow screen and on a wide one."""


def today_rows(made: Progress, names: Names, day: date) -> list[Row]:
    """Return what there is to do today: what is due, what is weakest, the goal, and the way to what has been done."""
    today = made.today
    waits = f"; {today.due - today.to_review:,} wait for another day" if today.due > today.to_review else ""
    rows: list[Row] = []
    if not today.total:
        rows.append((literal("Begin     your first session: choose topics, level and length"), HomeAsked()))
    if today.to_review:
        rows.append((literal(f"Review    {counted(today.to_review, 'key point')} due{waits}"), ReviewAsked()))
    if made.topics and made.topics[0].standing.enough:
        weakest = made.topics[0]
        said = f"Practise  {names.topic(weakest.topic)}, your weakest topic at {weakest.standing.mastery:.0%}"
        rows.append((literal(said), TopicAsked(weakest.topic)))
    plan = plan_of(made.goal, names.topics, made.topics, day) if made.goal else None
    rows.append((literal(f"Goal      {goal_line(made.goal, plan, names.topics)}"), GoalAsked()))
    if made.sessions:
        last = local_day(made.sessions[-1].at)
        rows.append((literal(f"History   your sessions, the last on {last}"), SessionsAsked()))
    return rows


TOPIC_COLUMNS = ("Topic", "answers trend  pace  due")
SKILL_COLUMNS = ("Skill", "answers  last practised")
"""The first and the last columns' names; what stands between is the same."""


def head(columns: tuple[str, str], room: int) -> str:
    """Return the line above a table of topics or skills, whose names have ``room`` columns."""
    first, last = columns
    return f"{first:{room}} {'mastery and its band':24} {last}"


def topic_rows(made: Progress, names: Names, room: int) -> list[Row]:
    """Return a row a topic, the weakest first; each leads to a session on it."""
    paces = {one.topic: one.ratio for one in made.pacing if one.answers >= PACED}
    rows: list[Row] = []
    for one in made.topics:
        pace = f"{paces[one.topic]:.1f}×" if one.topic in paces else ""
        facts = f" {one.standing.answers:7,} {trend(one.trend):>5} {pace:>5} {one.due or '':4}"
        rows.append((_standing(names.topic(one.topic), room, one.standing, facts), TopicAsked(one.topic)))
    return rows


def skill_rows(made: Progress, names: Names, room: int) -> list[Row]:
    """Return a row a skill, the weakest first; each leads to a session on it."""
    rows: list[Row] = []
    for one in made.skills:
        facts = f" {one.standing.answers:7,}  {local_day(one.last)}"
        rows.append((_standing(names.skill(one.skill), room, one.standing, facts), SkillAsked(one.skill)))
    return rows


def _standing(name: str, room: int, standing: Standing, facts: str) -> Content:
    shortened = name if len(name) <= room else f"{name[: room - 1].rstrip()}…"
    return Content.assemble(f"{shortened:{room}} ", mastery_bar(standing), (facts.rstrip(), "$text-muted"))


def session_rows(made: Progress) -> list[Row]:
    """Return a row a session, the newest first; each leads to its debrief."""
    rows: list[Row] = []
    for one in reversed(made.sessions):
        when = datetime.fromtimestamp(one.at).astimezone().strftime("%Y-%m-%d %H:%M")
        kind = "review" if one.review else "session"
        line = f"{when}  {one.score:4.0%}  {kind} of {counted(one.answers, 'key point' if one.review else 'question')}"
        rows.append((literal(line), TranscriptAsked(one.session, 0)))
    return rows


def weak_rows(made: Progress, names: Names) -> list[Row]:
    """Return a row a key point that was missed; each leads to its review."""
    rows: list[Row] = []
    for one in made.weak:
        mark = "✗" if one.status in {"miss", "contradicted"} else "✓"
        line = Content.assemble(
            f"{mark} ",
            (f"{one.misses} of {one.answers}  ", "$text-muted"),
            names.point(one.question, one.point),
            (f"  {one.question}", "$text-muted"),
        )
        rows.append((line, AgainAsked(review_id(one.question, one.point))))
    return rows


def mistake_rows(made: Progress, names: Names) -> list[Row]:
    """Return a row a misconception; each leads to its question."""
    rows: list[Row] = []
    for one in made.mistakes:
        mark = "✓ set right" if one.last_repaired else "⚠ held     "
        said = names.mistake(one.question, one.mistake)
        line = Content.assemble(f"{mark} {one.shown}×  ", said, (f"  {one.question}", "$text-muted"))
        rows.append((line, AgainAsked(one.question)))
    return rows


def code_rows(made: Progress, names: Names) -> list[Row]:
    """Return a row a code challenge; each leads to another go at it."""
    rows: list[Row] = []
    for one in made.solved:
        mark = "✓" if one.solved else "~"
        ratio = f" · {one.ratio:.2g}× the reference's time" if one.ratio is not None else ""
        facts = f"  {counted(one.attempts, 'attempt')}{ratio}"
        title = names.question(CODE + one.challenge)
        rows.append((Content.assemble(f"{mark} ", title, (facts, "$text-muted")), ChallengeChosen(one.challenge)))
    return rows


def question_rows(questions: Sequence[QuestionFigures], names: Names, words: str) -> Iterator[Row]:
    """Yield a row a question that has all of these words in its title or id; each leads to its attempts."""
    wanted = words.casefold().split()
    for one in questions:
        title = names.question(one.question)
        if all(word in f"{title} {one.question}".casefold() for word in wanted):
            when = datetime.fromtimestamp(one.at).astimezone().strftime("%d %b %Y")
            scores = f"{one.last:4.0%}" if one.attempts == 1 else f"{one.first:.0%} → {one.last:.0%}"
            line = Content.assemble((f"{when}  {one.attempts:3}× ", "$text-muted"), f"{scores:>11}  ", title)
            yield line, AttemptsAsked(one.question)
