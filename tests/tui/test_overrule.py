"""The candidate says "I did say that"."""

from interviewer.interview.events import Mode
from interviewer.tui.screens.overrule import OverruleScreen
from tests.tui.conftest import OpenUi
from tests.tui.support import Ui, events, start
from tests.unit.interview.support import HALF


def score(ui: Ui) -> float:
    return ui.debrief.debrief.questions[0].score.final


async def leave_the_question(ui: Ui) -> None:
    await ui.answer(HALF)
    await ui.press("f5")


async def test_a_verdict_is_turned_over_in_the_debrief_and_stays_so(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, mode=Mode.INTERVIEW)
        await leave_the_question(ui)
        await ui.press("escape")  # without a rating of one's own
        before = score(ui)
        await ui.press("o")
        assert isinstance(ui.app.screen, OverruleScreen)
        await ui.press("enter")
        assert score(ui) > before
        assert "by your own word" in ui.debrief.debrief.questions[0].reason
        assert events(ui)[-1]["act"] == "overrule"
        now = score(ui)
    async with open_ui() as ui:
        await ui.press("h", "enter")
        assert score(ui) == now
        await ui.press("o", "enter")
        assert score(ui) == before


async def test_leaving_the_choice_changes_nothing(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, mode=Mode.INTERVIEW)
        await leave_the_question(ui)
        await ui.press("escape")
        stored = events(ui)
        await ui.press("o", "escape")
        assert events(ui) == stored


async def test_a_verdict_is_turned_over_where_practice_shows_it(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        await leave_the_question(ui)
        await ui.press("o", "enter")
        assert any(point.overruled for point in ui.session.round.coverage.points)
        await ui.press("ctrl+n")
        assert any(point.overruled for point in ui.debrief.debrief.questions[0].points)


async def test_a_question_without_an_answer_has_no_verdict_to_turn_over(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, mode=Mode.INTERVIEW)
        await ui.press("f5", "o")
        assert not isinstance(ui.app.screen, OverruleScreen)
        assert "no verdict to turn over" in ui.notices[-1].message
