"""``interviewer goal``: the interview to be ready for, and what it asks for today."""

import sys
import time
from datetime import datetime
from typing import Annotated

import typer

from interviewer.cli.common import BankOption, fail, read_bank
from interviewer.cli.reckoning import reckon

MOST = 500
"""The largest limit of reviews a day."""


def goal(
    day: Annotated[
        datetime | None, typer.Argument(metavar="[DAY]", formats=["%Y-%m-%d"], help="When it is, as year-month-day.")
    ] = None,
    *,
    level: Annotated[int | None, typer.Option(min=1, max=4, help="Its level; 2 where none is said.")] = None,
    reviews: Annotated[
        int | None, typer.Option(min=0, max=MOST, help="Key points to review a day at most; 0 for no limit.")
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
    from interviewer.progress.goals import Goal, goal_line, goal_of, plan_of, set_goal
    from interviewer.progress.history import History, HistoryError
    from interviewer.progress.load import most_a_day, set_most_a_day
    from interviewer.progress.standings import topics_of

    paths, now = user_paths(), time.time()
    today = local_day(now)
    if day is not None and day.date() < today:
        fail(f"{day.date()} is over; today is {today}")
    try:
        history = History.open(paths.history)
        try:
            if history.notice and history.path is None and (clear or (day, level, reviews) != (None, None, None)):
                fail(history.notice)
            if history.notice:
                print(f"interviewer: {history.notice}", file=sys.stderr)
            before = goal_of(history)
            if day is None and level is not None and before is None:
                fail("there is no goal to change the level of; say the day too: interviewer goal YEAR-MONTH-DAY")
            if clear:
                set_goal(history, None)
            elif day is not None or level is not None:
                when = day.date() if day is not None else before.day if before else today
                set_goal(history, Goal(when, level or (before.level if before else 2)))
            if reviews is not None:
                set_most_a_day(history, reviews or None)
            reckon(history, Library(read, lambda: open_challenges(paths, bank)))
            titles = {topic.id: topic.title for topic in read.topics}
            now_set, most = goal_of(history), most_a_day(history)
            plan = plan_of(now_set, titles, topics_of(history, now), today) if now_set else None
            print(goal_line(now_set, plan, titles))
            if most is not None:
                print(f"At most {most} reviews a day.")
        finally:
            history.close()
    except HistoryError as error:
        fail(str(error))
