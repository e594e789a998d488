"""What is kept: drafts, unfinished sessions, the history and its debriefs."""

from pathlib import Path

import pytest
from textual.widgets import Button, OptionList, Select

from interviewer.interview.events import Mode
from interviewer.progress.history import History, HistoryError
from interviewer.tui.messages import AgainAsked, ResumeAsked
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.sessions import SessionsScreen
from interviewer.tui.services import Services
from tests.banks import a_question, write_topic
from tests.tui.conftest import OpenUi
from tests.tui.support import QuickGrader, Ui, interface, make_services, start
from tests.unit.interview.support import HALF


def stored_draft(ui: Ui) -> str:
    return ui.history.draft(ui.history.sessions()[0].id)


async def test_a_draft_is_stored_within_two_seconds_of_typing(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.pilot.press("s", "o")
        loop_time = ui.app._loop.time if ui.app._loop else None
        assert loop_time is not None
        typed = loop_time()
        await ui.until(lambda: stored_draft(ui) == "so")
        assert loop_time() - typed < 2


async def test_a_draft_is_there_after_the_program_has_ended(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        ui.box.write("half a thought,\nand more")
        await ui.press("ctrl+q")
        assert ui.app.return_code == 0
    async with open_ui() as ui:
        assert "Unfinished: practice of 1 question" in ui.text()
        assert isinstance(ui.app.focused, Button)
        await ui.press("r")
        assert ui.box.text == "half a thought,\nand more"
        assert ui.box.cursor_location == (1, 8)
        assert ui.session.plan.questions == ("demo.dropout",)
        assert len(ui.history.sessions()) == 1


async def test_a_sent_answer_leaves_no_draft(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        ui.box.write(HALF)
        await ui.until(lambda: stored_draft(ui) == HALF)
        await ui.press("f2")
        assert stored_draft(ui) == ""


async def test_resuming_brings_the_whole_conversation_back(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, mode=Mode.INTERVIEW, level=4)
        await ui.press("f5")
        await ui.press("f3")
        before = ui.session
        await ui.press("ctrl+q")
    async with open_ui() as ui:
        await ui.press("enter")
        assert ui.session.rounds == before.rounds
        assert "Question 2 of 2" in ui.rows()[0]


async def test_a_draft_that_cannot_be_stored_is_said_once_and_typing_goes_on(
    open_ui: OpenUi, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_ui() as ui:
        await start(ui)

        def full(*args: object) -> None:
            raise HistoryError("the disk is full")

        monkeypatch.setattr(ui.history, "save_draft", full)
        ui.box.write("so far")
        for _ in range(3):
            await ui.interview.store_draft()
        await ui.press("!")
        assert ui.box.text == "so far!"
        told = [notice for notice in ui.notices if "draft is not stored" in notice.message]
        assert len(told) == 1


async def test_nothing_unfinished_offers_nothing(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        assert "Unfinished" not in ui.text()
        assert "Resume" not in ui.text()
        await ui.press("r", "x")
        assert not ui.sent(ResumeAsked)
        assert not ui.sent(HomeScreen.DiscardAsked)


async def test_discarding_the_unfinished_session(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.press("f3", "f8")
        await ui.press("h")
        await ui.press("x")
        assert ui.history.unfinished() is not None
        assert "Once more" in ui.notices[-1].message
        await ui.press("x")
        assert "Unfinished" not in ui.text()
        assert ui.history.unfinished() is None
        assert len(ui.history.sessions()) == 1
        assert ui.app.focused is not None
        assert ui.app.focused.display


async def test_the_debrief_walks_through_questions_and_opens_one_again(open_ui: OpenUi) -> None:
    async with open_ui(size=(120, 40)) as ui:
        await start(ui, mode=Mode.INTERVIEW, level=4)
        await ui.press("f5")
        await ui.press("f5")
        first, second = ui.session_ids()
        debrief = ui.debrief
        questions = debrief.query_one("#questions", OptionList)
        assert questions.option_count == 2
        assert questions.highlighted == 0
        await ui.press("down")
        shown = ui.text()
        ui.clock.wait(1)
        assert debrief.debrief.questions[1].question.prompt.split("`")[0].strip() in shown
        await ui.press("t")
        assert [message.question for message in ui.sent(AgainAsked)] == [second]
        assert ui.session.plan.questions == (second,)
        assert ui.session.plan.mode is Mode.PRACTICE
        assert first != second


async def test_home_from_the_debrief(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.press("f12")
        await ui.press("h")
        assert len(ui.app.screen_stack) == 1
        assert "Unfinished" not in ui.text()


async def test_earlier_sessions_open_their_debrief(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await ui.press("h")
        assert "None yet" in ui.text()
        await ui.press("escape")
        await start(ui)
        await ui.answer(HALF)
        await ui.press("f12")
        await ui.press("h")
        ui.clock.wait(60)
        await start(ui, mode=Mode.INTERVIEW, topic="other")
        await ui.press("ctrl+q")
    async with open_ui() as ui:
        await ui.press("h")
        sessions = ui.screen(SessionsScreen)
        rows = [row for row in ui.rows() if "questions" in row or "question " in row]
        assert len(rows) == 2
        assert "unfinished" in rows[0]
        assert "unfinished" not in rows[1]
        assert sessions.query_one(OptionList).has_focus
        await ui.press("down", "enter")
        assert ui.debrief.debrief.questions[0].answer == HALF
        await ui.press("escape")
        assert isinstance(ui.app.screen, HomeScreen)


async def test_a_question_gone_from_the_bank_is_told(own_home: Path, bank_folder: Path, tmp_path: Path) -> None:
    async with interface(make_services(own_home, bank_folder)) as ui:
        await start(ui)
        await ui.press("ctrl+q")
    other = tmp_path / "other"
    other.mkdir()
    (other / "other.yaml").write_bytes((bank_folder / "other.yaml").read_bytes())
    async with interface(make_services(own_home, other)) as ui:
        await ui.press("r")
        assert isinstance(ui.app.screen, HomeScreen)
        assert any("demo.dropout" in notice.message for notice in ui.notices)
        await ui.press("h", "enter")
        assert isinstance(ui.app.screen, SessionsScreen)
        assert len([n for n in ui.notices if "demo.dropout" in n.message]) == 2


async def test_a_history_that_cannot_be_opened_is_told_and_a_session_still_runs(
    own_home: Path, bank_folder: Path
) -> None:
    (own_home / "data" / "history.sqlite3").mkdir(parents=True)
    async with interface(make_services(own_home, bank_folder)) as ui:
        assert any("will not be remembered" in notice.message for notice in ui.notices)
        await start(ui)
        await ui.answer(HALF)
        await ui.press("f12")
        assert ui.debrief.debrief.questions[0].answer == HALF


async def test_a_bank_that_is_not_there_is_told(own_home: Path, tmp_path: Path) -> None:
    async with interface(make_services(own_home, tmp_path / "nowhere")) as ui:
        assert "0 questions" in ui.text()
        assert ui.home.query_one("#start", Button).disabled
        await ui.press("s")
        assert isinstance(ui.app.screen, HomeScreen)


async def test_wishes_that_no_question_meets_are_told(own_home: Path, tmp_path: Path) -> None:
    write_topic(tmp_path / "hard", a_question(level=4))
    async with interface(make_services(own_home, tmp_path / "hard")) as ui:
        ui.home.query_one("#level", Select).value = 1
        await ui.press("s")
        assert isinstance(ui.app.screen, HomeScreen)
        assert [notice.message for notice in ui.notices] == ["There is no question of level 1 or below"]
        ui.home.query_one("#level", Select).value = 4
        await ui.press("s")
        assert ui.session.plan.questions == ("optics.lens",)


async def test_a_session_can_be_opened_at_once(services: Services, grader: QuickGrader) -> None:
    from interviewer.interview.planning import Wishes

    wishes = Wishes(Mode.INTERVIEW, ("other",), 4, 2, None)
    async with interface(services, first=lambda: services.start(wishes)) as ui:
        assert ui.session.plan.mode is Mode.INTERVIEW
        assert ui.services.grader is grader


def test_the_history_is_closed_with_the_services(services: Services) -> None:
    services.open()
    history = services.history
    assert isinstance(history, History)
    services.close()
    with pytest.raises(HistoryError):
        history.sessions()


async def test_an_older_unfinished_session_goes_on_from_the_list(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, level=2)
        older = ui.session.plan.session
        await ui.answer(HALF)
        await ui.press("ctrl+q")
    async with open_ui() as ui:
        ui.clock.wait(600)
        await start(ui)
        await ui.press("f12", "h")
        await ui.press("h")
        assert ui.screen(SessionsScreen)
        assert "Resume" not in ui.text(), "the newest is finished"
        await ui.press("r")
        assert ui.screen(SessionsScreen)
        await ui.press("down")
        assert "Resume" in ui.text()
        await ui.press("r")
        assert ui.session.plan.session == older
        assert ui.session.rounds[0].answers == (HALF,)
