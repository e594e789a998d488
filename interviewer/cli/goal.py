"""``interviewer goal``: the interview to be ready for, and what it asks for today."""

import time
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.common import BankOption, fail, read_bank
from interviewer.cli.opened import opened_history
from interviewer.cli.reckoning import reckon
from interviewer.progress.load import LIMIT
from interviewer.text import counted

if TYPE_CHECKING:
    from interviewer.progress.history import History

LEVEL = 2
"""The level of an interview of which none is said."""


def goal(
    day: Annotated[
        datetime | None, typer.Argument(metavar="[DAY]", formats=["%Y-%m-%d"], help="When it is, as year-month-day.")
    ] = None,
    *,
    level: Annotated[int | None, typer.Option(min=1, max=4, help="Its level; 2 where none is said.")] = None,
    reviews: Annotated[
        int | None, typer.Option(min=0, max=LIMIT, help="Key points to review a day at most; 0 for no limit.")
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Have no goal.")] = False,
    bank: BankOption = None,
) -> None:
    """Set the date and level of your interview; without arguments, say what it asks for today."""
    if clear and (day is not None or level is not None):
        raise typer.BadParameter("--clear takes the goal away; leave the day and --level out")
    read = read_bank(bank)
    from interviewer.interview.library import Library
    from interviewer.knowledge.opening import open_challenges
    from interviewer.paths import user_paths
    from interviewer.progress.days import local_day
    from interviewer.progress.load import set_most_a_day

    now = time.time()
    today = local_day(now)
    if day is not None and day.date() < today:
        fail(f"{day.date()} is over; today is {today}")
    changes = clear or any(given is not None for given in (day, level, reviews))
    with opened_history(new=True, written=changes) as history:
        if clear or day is not None or level is not None:
            _set(history, day.date() if day is not None else None, level, clear=clear)
        if reviews is not None:
            set_most_a_day(history, reviews or None)
        reckon(history, Library(read, lambda: open_challenges(user_paths(), bank)))
        _tell(history, {topic.id: topic.title for topic in read.topics}, now)


def _set(history: "History", day: date | None, level: int | None, *, clear: bool) -> None:
    """Change what is given of the goal, or take it away."""
    from interviewer.progress.goals import Goal, goal_of, set_goal

    before = goal_of(history)
    day = day or (before.day if before else None)
    if clear:
        set_goal(history, None)
    elif day is None:
        fail("there is no goal to change the level of; say the day too: interviewer goal YEAR-MONTH-DAY")
    else:
        set_goal(history, Goal(day, level or (before.level if before else LEVEL)))


def _tell(history: "History", titles: dict[str, str], now: float) -> None:
    """Say what the goal asks for today, and how many reviews there may be."""
    from interviewer.progress.days import local_day
    from interviewer.progress.goals import goal_line, goal_of, plan_of
    from interviewer.progress.load import most_a_day
    from interviewer.progress.standings import topics_of

    goal, most = goal_of(history), most_a_day(history)
    plan = plan_of(goal, titles, topics_of(history, now), local_day(now)) if goal else None
    print(goal_line(goal, plan, titles))
    if most is not None:
        print(f"At most {counted(most, 'review')} a day.")
