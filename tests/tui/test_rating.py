"""What candidates think of their answers, said before they see the grades."""

from pathlib import Path

from interviewer.interview.events import Mode
from interviewer.progress.history import History, HistoryError
from interviewer.tui.messages import Finished
from interviewer.tui.screens.debrief import DebriefScreen
from interviewer.tui.screens.rating import RatingScreen
from tests.tui.conftest import OpenUi
from tests.tui.support import Ui, events, start
from tests.unit.interview.support import HALF


async def interviewed(ui: Ui) -> None:
    """Answer the one question of an interview."""
    await start(ui, mode=Mode.INTERVIEW)
    await ui.answer(HALF)
    await ui.press("f5")


async def test_a_rating_is_stored_before_the_grades_are_shown(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await interviewed(ui)
        assert isinstance(ui.app.screen, RatingScreen)
        assert "What does dropout do?" in ui.text()
        assert not ui.sent(Finished)
        await ui.press("5", "4")
        assert events(ui)[-1]["rates"] == [0, 4]
        assert "4  1. What does dropout do?" in ui.text()
        await ui.press("2")
        await ui.press("enter")
        assert isinstance(ui.app.screen, DebriefScreen)
        assert ui.debrief.debrief.questions[0].round.rating == 2
        assert "you thought 38% of what scored" in ui.text()


async def test_nobody_has_to_rate(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await interviewed(ui)
        await ui.press("enter")
        assert isinstance(ui.app.screen, DebriefScreen)
        assert "you thought" not in ui.text()
        assert "rates" not in events(ui)[-1]


async def test_it_is_not_asked_where_a_setting_says_so(open_ui: OpenUi, own_home: Path) -> None:
    file = own_home / "config" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[interview]\nrate = false\n", encoding="utf-8")
    async with open_ui() as ui:
        await interviewed(ui)
        assert isinstance(ui.app.screen, DebriefScreen)


async def test_practice_is_not_rated(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.answer(HALF)
        await ui.press("f12")
        assert isinstance(ui.app.screen, DebriefScreen)


async def test_silence_is_not_rated(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, mode=Mode.INTERVIEW)
        await ui.press("f5")
        assert isinstance(ui.app.screen, DebriefScreen)


async def test_a_rating_that_cannot_be_stored_is_not_shown_as_given(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await interviewed(ui)
        assert isinstance(ui.history, History)

        def refuse(*_: object, **__: object) -> int:
            raise HistoryError("the disk is full")

        ui.history.append = refuse  # type: ignore[method-assign] # a disk that fills up
        await ui.press("4")
        assert "Not stored: the disk is full" in ui.notices[-1].message
        assert "–  1. What does dropout do?" in ui.text()
        await ui.press("enter")
        assert isinstance(ui.app.screen, DebriefScreen)
