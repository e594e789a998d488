"""The progress screen: figures in words, and rows that lead to something to do."""

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from textual.widgets import Button, Input, OptionList, Select, TabbedContent, TabPane

from interviewer.interview.events import Mode
from interviewer.interview.reviewing import is_review
from interviewer.progress.days import local_day
from interviewer.progress.goals import DayPlan, Goal, goal_line, goal_of, plan_of, set_goal
from interviewer.progress.history import HistoryError
from interviewer.progress.load import most_a_day
from interviewer.progress.mastery import Standing
from interviewer.progress.outcomes import forget
from interviewer.progress.standings import TopicFigures
from interviewer.progress.statistics import DayFigures
from interviewer.tui import progress_views
from interviewer.tui.messages import GoalSet
from interviewer.tui.screens.attempts import AttemptsScreen
from interviewer.tui.screens.goal import GoalScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.progress import ProgressScreen
from interviewer.tui.screens.sessions import SessionsScreen
from interviewer.tui.widgets.figures import calendar, forecast, mastery_bar, trend
from tests.tui.conftest import OpenUi
from tests.tui.support import Ui, start
from tests.unit.interview.support import FULL, HALF, WRONG

DAY = 86_400.0


async def answered(ui: Ui, *answers: str) -> None:
    """Answer the question about dropout in a session of its own, again and again, a day between."""
    for answer in answers:
        await start(ui)
        ui.clock.wait(60)
        await ui.answer(answer)
        for _ in range(6):
            if ui.session.round.end is not None:
                break
            await ui.press("f9")
        await ui.press("enter")
        ui.clock.wait(DAY)
        await ui.press("h")


async def tab(ui: Ui, name: str) -> None:
    ui.app.screen.query_one(TabbedContent).active = name
    await ui.settle()


async def test_nothing_yet(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await ui.press("p")
        assert "Today 0 questions, 0 minutes. Streak 0 days. In all 0 questions, 0.0 hours." in ui.text()
        assert "key points due" not in ui.text()
        for name, words in (
            ("topics", "No topic has been asked yet."),
            ("skills", "No skill has been practised yet."),
            ("scores", "Scores are drawn from your first session on."),
            ("weak", "No key point has been missed."),
            ("mistakes", "No misconception has been seen."),
            ("code", "No code challenge has been tried"),
            ("questions", "No question has been answered yet."),
        ):
            await tab(ui, name)
            assert words in ui.text(), name
        await ui.press("v")
        assert any("nothing is due" in notice.message.lower() for notice in ui.notices)
        await ui.press("h")
        assert ui.home


async def test_figures_after_sessions(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await answered(ui, FULL, HALF, WRONG)
        assert "due: v asks them." in ui.text()
        await ui.press("p")
        assert "In all 3 questions" in ui.text()
        assert "Streak 3 days" in ui.text()
        await ui.press("n")
        assert re.search(r"Demonstration \[1\] +█+░+ .* 3 ", ui.text())
        await ui.press("n")
        assert re.search(r"regularization +█+░+ .* 3 ", ui.text())
        await ui.press("n")
        assert "session score %" in ui.text()
        assert "Rate your answers in mock interviews" in ui.text()
        await ui.press("n")
        assert "It is off at test time." in ui.text()
        await ui.press("n")
        assert "⚠ held" in ui.text() or "✓ set right" in ui.text()
        await ui.press("b", "b", "b", "b", "b")
        assert ui.app.screen.query_one(TabbedContent).active == "today"


async def test_keys_lead_through_every_tab_also_those_with_nothing_in_them(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await answered(ui, FULL)
        await ui.press("p")
        tabs = ui.app.screen.query_one(TabbedContent)
        names = [str(pane.id) for pane in tabs.query(TabPane)]
        for key, order in (("n", [*names[1:], names[0]]), ("b", [*reversed(names)])):
            for name in order:
                await ui.press(key)
                assert tabs.active == name


async def test_a_topic_leads_to_a_session_on_it(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await answered(ui, HALF)
        await ui.press("p", "n")
        await ui.press("enter")
        assert {question.partition(".")[0] for question in ui.session.plan.questions} == {"demo"}


async def test_a_skill_leads_to_a_session_on_it(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await answered(ui, HALF)
        await ui.press("p", "n", "n")
        await ui.press("enter")
        assert ui.session.plan.questions == ("demo.dropout",), "no other question is practice in it"
        ui.clock.wait(60)
        of_code = ui.services.practise("tensors", 3)
        assert of_code.session.plan.questions == ("challenge.double",)


async def test_what_is_to_be_done_today_is_done_from_there(open_ui: OpenUi) -> None:
    async with open_ui(size=(120, 40)) as ui:
        await answered(ui, WRONG, HALF, WRONG)
        await ui.press("p")
        assert re.search(r"Review +\d key points? due", ui.text())
        assert re.search(r"Practise +Demonstration \[1\], your weakest topic at \d+%", ui.text())
        await ui.press("down", "down", "enter")
        assert ui.screen(GoalScreen)
        await ui.press("escape")
        await ui.press("down", "enter")
        assert ui.screen(SessionsScreen)
        await ui.press("escape", "p", "down", "enter")
        assert {question.partition(".")[0] for question in ui.session.plan.questions} == {"demo"}
        ui.clock.wait(60)
        await ui.press("f12", "h", "p", "enter")
        assert all(is_review(question) for question in ui.session.plan.questions)


async def test_a_session_s_score_leads_to_its_debrief(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await answered(ui, FULL, HALF)
        await ui.press("p")
        await tab(ui, "scores")
        assert "session of 1 question" in ui.text()
        await ui.press("down", "enter")
        assert ui.debrief.session == ui.history.sessions()[-1].id


async def test_how_candidates_judge_themselves_is_told_from_five_ratings_on(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        for _ in range(5):
            await start(ui, mode=Mode.INTERVIEW)
            await ui.answer(WRONG)
            await ui.press("f12")
            await ui.press("4", "enter")
            await ui.press("h")
            ui.clock.wait(DAY)
        await ui.press("p")
        await tab(ui, "scores")
        told = re.search(
            r"You rated 5 answers 88%; they scored (\d+)%: you judge yourself\s+(\d+) points too\s+high.", ui.text()
        )
        assert told
        assert int(told[1]) + int(told[2]) == pytest.approx(88, abs=1)


async def test_a_limit_of_reviews_a_day_is_set_kept_and_told(open_ui: OpenUi) -> None:
    async with open_ui(size=(120, 40)) as ui:
        await answered(ui, WRONG)
        ui.clock.wait(30 * DAY)
        await ui.press("p", "g")
        box = ui.screen(GoalScreen).query_one("#most", Input)
        for wrong in ("0", "-3", "many", "501", "1.5"):
            box.value = wrong
            ui.screen(GoalScreen).query_one("#none", Button).press()
            await ui.settle()
            assert f"'{wrong}' is no number from 1 to 500" in ui.text()
        box.value = "1"
        ui.screen(GoalScreen).query_one("#none", Button).press()
        await ui.settle()
        assert most_a_day(ui.history) == 1
        assert "1 key point due; 1 wait for another day" in ui.text()
        await ui.press("h")
        assert "1 key point due: v asks them." in ui.text()
        await ui.press("p", "g")
        assert ui.screen(GoalScreen).query_one("#most", Input).value == "1"


async def test_a_weak_point_leads_to_its_review(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await answered(ui, HALF)
        await ui.press("p")
        await tab(ui, "weak")
        await ui.press("enter")
        assert ui.session.plan.questions == ("review.demo.dropout.training-only",)
        assert "One point of it:" in ui.text()
        await ui.answer(FULL)
        assert ui.session.round.end is not None


async def test_what_is_due_is_reviewed_and_then_rests(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await answered(ui, HALF)
        assert "1 key point due: v asks them." in ui.text()
        await ui.press("v")
        assert ui.session.plan.mode is Mode.PRACTICE
        await ui.answer(FULL)
        await ui.press("enter")
        await ui.press("h")
        assert "due: v asks them." not in ui.text()
        await ui.press("p")
        await tab(ui, "questions")
        await ui.press("enter")
        attempts = ui.screen(AttemptsScreen)
        assert attempts.query_one("#attempts", OptionList).option_count == 2
        assert "review of one point" in ui.text()
        assert "✗ ✓  It is off at test time." in ui.text() or "◐ ✓  It is off at test time." in ui.text()
        await ui.press("enter")
        assert ui.debrief


async def test_questions_are_found_by_their_words(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await answered(ui, FULL)
        await ui.press("p")
        await tab(ui, "questions")
        listed = ui.app.screen.query_one("#questions-list", OptionList)
        ui.app.screen.query_one(Input).value = "DROPOUT does"
        await ui.settle()
        assert listed.option_count == 1
        ui.app.screen.query_one(Input).value = "[nothing]"
        await ui.settle()
        assert listed.option_count == 0


async def test_attempts_lead_back_and_to_another_go(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await answered(ui, FULL)
        await ui.press("p")
        await tab(ui, "questions")
        await ui.press("enter")
        await ui.press("escape")
        assert ui.screen(ProgressScreen)
        await tab(ui, "questions")
        await ui.press("enter")
        await ui.press("t")
        assert ui.screen(InterviewScreen).conductor.session.plan.questions == ("demo.dropout",)


async def test_a_goal_is_set_and_told_on_home(open_ui: OpenUi) -> None:
    async with open_ui(size=(120, 40)) as ui:
        await ui.press("p", "g")
        screen = ui.screen(GoalScreen)
        screen.query_one("#day", Input).value = "soon"
        await ui.press("enter")
        ui.screen(GoalScreen).query_one("#set", Button).press()
        await ui.settle()
        assert "'soon' is no date" in ui.text()
        screen.query_one("#day", Input).value = (local_day(ui.clock()) - timedelta(days=1)).isoformat()
        ui.screen(GoalScreen).query_one("#set", Button).press()
        await ui.settle()
        assert "That day is over." in ui.text()
        day = local_day(ui.clock()) + timedelta(days=9)
        screen.query_one("#day", Input).value = day.isoformat()
        screen.query_one("#level", Select).value = 3
        ui.screen(GoalScreen).query_one("#set", Button).press()
        await ui.settle()
        assert len(ui.sent(GoalSet)) == 1
        assert goal_of(ui.history) == Goal(day, 3)
        assert "Interview in 9 days, level 3: today" in ui.text()
        await ui.press("h")
        assert "Interview in 9 days, level 3: today" in ui.text()
        await ui.press("p", "g")
        ui.screen(GoalScreen).query_one("#none", Button).press()
        await ui.settle()
        assert goal_of(ui.history) is None


async def test_years_are_reckoned_without_keeping_anyone_waiting(
    open_ui: OpenUi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_views, "BATCH", 1)
    async with open_ui() as ui:
        await answered(ui, HALF, HALF, HALF)
        forget(ui.history)
        done: list[str] = []
        told: list[int] = []
        catch_up = ui.services.catch_up

        def part(sessions: Mapping[str, int] | None = None) -> None:
            done.append("part")
            catch_up(sessions)

        def tell(left: int) -> None:
            told.append(left)
            if len(told) == 1:
                asked.append(asyncio.ensure_future(ui.services.run(done.append, "something else")))

        asked: list[asyncio.Future[None]] = []
        monkeypatch.setattr(ui.services, "catch_up", part)
        await progress_views.catch_up(ui.services, tell)
        await asked[0]
        assert told == [2, 1]
        assert done == ["part", "part", "something else", "part"]


async def test_home_says_how_much_there_is_to_reckon(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        ui.home.show_reckoning(1200)
        await ui.settle()
        assert "Reckoning your progress: 1,200 sessions to go." in ui.text()


async def test_a_history_that_cannot_be_read_is_told(open_ui: OpenUi, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_ui() as ui:

        def refuse(*_: object) -> object:
            raise HistoryError("the disk did not answer")

        monkeypatch.setattr(ui.services, "progress", refuse)
        await ui.press("p")
        assert any("The disk did not answer" in notice.message for notice in ui.notices)
        assert ui.home


def topic(mastery: float, answers: int = 5) -> TopicFigures:
    standing = Standing(mastery, mastery - 0.1, mastery + 0.05, answers)
    return TopicFigures("cnn", standing, 3, None, 0, 0.0)


def test_mastery_is_shown_from_three_answers_on() -> None:
    bars = [mastery_bar(topic(0.72, answers).standing).plain for answers in (5, 2)]
    assert bars == ["███████░░░  72% 62%–77% ", "not enough answers yet  "]
    assert len(bars[0]) == len(bars[1])


def test_trends() -> None:
    assert [trend(change) for change in (None, 0.1, -0.05, 0.0)] == ["", "↗+10", "↘-5", "→0"]


def test_a_calendar_has_a_column_a_week() -> None:
    today = date(2026, 3, 4)  # a Wednesday
    days = [DayFigures(today, 3, 45.0, 0.5), DayFigures(today - timedelta(days=7), 1, 4.0, 1.0)]
    rows = calendar(days, today, 3).plain.split("\n")
    assert rows[0] == "Mo ···"
    assert rows[2] == "We ·░█"
    assert rows[6] == "Su ·· "


def test_a_forecast_has_a_column_a_day() -> None:
    rows = forecast([12, 0, 6], date(2026, 3, 4)).plain.split("\n")
    assert rows == ["  Wed  Thu  Fri", "    █         ▄", "   12    ·    6"]
    assert forecast([0, 0], date(2026, 3, 4)).plain.split("\n")[2] == "    ·    ·"


def test_goals_ask_for_what_is_furthest_behind() -> None:
    today = datetime(2026, 3, 1, tzinfo=UTC).date()
    goal = Goal(today + timedelta(days=1), 2)
    figures = [topic(0.7), TopicFigures("norm", Standing(0.4, 0.3, 0.5, 6), 3, None, 0, 0.0)]
    plan = plan_of(goal, ["cnn", "norm", "loss"], figures, today)
    assert plan.days == 2
    assert plan.behind == ("norm", "loss")
    assert plan.topics == ("norm",)
    assert plan.answers == 5
    titles = {"norm": "Normalization"}
    assert goal_line(goal, plan, titles) == (
        "Interview in 1 day, level 2: today Normalization (about 5 questions); 2 topics are behind."
    )
    one = DayPlan(2, ("norm",), ("norm",), 1)
    assert goal_line(goal, one, titles).endswith("today Normalization (about 1 question); 1 topic is behind.")
    done = plan_of(goal, ["cnn"], figures, today)
    assert "you are there in every topic" in goal_line(goal, done, titles)
    over = plan_of(Goal(today - timedelta(days=1), 2), ["cnn"], figures, today)
    assert goal_line(Goal(today - timedelta(days=1), 2), over, titles).startswith("Your interview was on 2026-02-28")


async def test_a_goal_that_is_none_is_passed_over(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        set_goal(ui.history, Goal(date(2026, 1, 1), 2))
        with ui.history.writing() as write:
            write("UPDATE setting SET value = '{\"day\": 3}'")
        assert goal_of(ui.history) is None
        await ui.press("p")
        assert "No goal is set" in ui.text()
