from pathlib import Path

import pytest
from textual.widgets import Button, Select

from interviewer.interview.events import Act, Mode, MoveKind
from interviewer.interview.planning import Wishes
from interviewer.interview.state import End, Speaker, State
from interviewer.progress.history import HistoryError
from interviewer.tui.messages import Finished
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.pause import PauseScreen
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.report import ReportView
from interviewer.tui.widgets.stopwatch import Stopwatch
from interviewer.tui.widgets.topic_list import TopicList
from interviewer.tui.widgets.transcript import Bubble
from tests.banks import a_question, write_topic
from tests.tui.conftest import OpenUi
from tests.tui.support import QuickGrader, events, interface, make_services, start
from tests.unit.interview.support import FULL, HALF


async def test_a_session_is_started_as_chosen(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        ui.home.query_one("#mode", Select).value = Mode.INTERVIEW
        ui.home.query_one("#level", Select).value = 2
        ui.home.query_one("#length", Select).value = "15 minutes"
        topics = ui.home.query_one(TopicList)
        topics.focus()
        await ui.press("space")
        assert topics.chosen == ("demo",)
        await ui.press("s")

        wishes = ui.sent(HomeScreen.StartAsked)[0].wishes
        assert (wishes.mode, wishes.topics, wishes.level) == (Mode.INTERVIEW, ("demo",), 2)
        assert (wishes.questions, wishes.minutes) == (None, 15.0)
        plan = ui.session.plan
        assert plan.mode is Mode.INTERVIEW
        assert plan.minutes == 15.0
        assert set(plan.questions) == {"demo.dropout", "demo.choose"}
        assert ui.app.focused is ui.box


async def test_all_topics_and_none(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        topics = ui.home.query_one(TopicList)
        await ui.press("a")
        assert set(topics.chosen) == {"demo", "other"}
        assert "[x] Demonstration [1] (2)" in ui.text()
        await ui.press("a")
        assert not topics.chosen
        assert "[ ] Demonstration [1] (2)" in ui.text()


async def test_starting_twice_at_once_begins_one_session(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        ui.home.action_start()
        ui.home.action_start()
        await ui.settle()
        assert isinstance(ui.app.screen, InterviewScreen)
        assert len(ui.history.sessions()) == 1
        assert len(ui.app.screen_stack) == 2


@pytest.mark.parametrize("key", ["ctrl+j", "alt+enter", "f2"])
async def test_each_send_key_sends(open_ui: OpenUi, key: str) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.answer(FULL, key)
        assert [message.text for message in ui.sent(AnswerBox.Submitted)] == [FULL]
        assert ui.session.rounds[0].answers == (FULL,)
        assert ui.box.text == ""
        assert [event["act"] for event in events(ui)] == ["answer"]


async def test_enter_starts_a_new_line(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.press("a", "enter", "b")
        assert ui.box.text == "a\nb"
        assert not ui.sent(AnswerBox.Submitted)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n"])
async def test_an_empty_answer_is_not_sent(open_ui: OpenUi, nothing: str) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.answer(nothing)
        assert ui.session.round.answers == ()
        assert any("Write an answer first" in notice.message for notice in ui.notices)
        assert events(ui) == []


@pytest.mark.parametrize(
    ("key", "words", "act", "move"),
    [
        ("f3", "hint", Act.HINT, MoveKind.HINT),
        ("ctrl+r", "repeat", Act.REPEAT, MoveKind.REPEAT),
        ("f9", "I don't know", Act.DONT_KNOW, MoveKind.HINT),
    ],
)
async def test_requests_as_keys_and_as_words(open_ui: OpenUi, key: str, words: str, act: Act, move: MoveKind) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.press(key)
        await ui.answer(words)
        assert [event["act"] for event in events(ui)] == [act, act]
        said = [line.kind for line in ui.session.round.lines if line.speaker is Speaker.INTERVIEWER]
        assert said[:2] == [MoveKind.ASK, move]
        assert ui.session.round.answers == ()
        assert ui.box.text == ""


@pytest.mark.parametrize("words", [None, "skip"])
async def test_skip_as_key_and_as_word(open_ui: OpenUi, words: str | None) -> None:
    async with open_ui() as ui:
        await start(ui)
        if words is None:
            await ui.press("f5")
        else:
            await ui.answer(words)
        assert ui.session.rounds[0].end is End.SKIPPED
        assert "Skipped, which counts as 0." in ui.text()


async def test_a_hint_leaves_what_is_written(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        ui.box.write("half a thought")
        await ui.press("f3")
        assert ui.box.text == "half a thought"
        assert "What happens to some of the layer's outputs?" in ui.text()
        assert ui.app.focused is ui.box


async def test_practice_shows_the_verdict_and_enter_goes_on(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, level=4)
        total = len(ui.session.plan.questions)
        assert total == 2
        await ui.press("f5")
        assert ui.stands(State.BETWEEN)
        assert len(ui.interview.query(ReportView)) == 1
        assert "-hidden" in ui.box.classes
        assert ui.focuses(Button)
        await ui.press("enter")
        assert ui.stands(State.ASKING)
        assert len(ui.session.rounds) == 2
        assert "-hidden" not in ui.box.classes
        assert ui.focuses(AnswerBox)
        assert "Question 2 of 2" in ui.rows()[0]


async def test_a_finished_session_ends_in_the_debrief(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.answer(HALF)
        await ui.press("f5")
        await ui.press("ctrl+n")
        assert len(ui.debrief.debrief.questions) == 1
        assert "Debrief" in ui.rows()[0]
        assert len(ui.sent(Finished)) == 1
        assert ui.history.unfinished() is None


async def test_interview_mode_keeps_verdicts_for_the_debrief(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, mode=Mode.INTERVIEW, level=4)
        await ui.press("f5")
        assert ui.session.state is State.ASKING
        assert len(ui.session.rounds) == 2
        assert not ui.interview.query(ReportView)
        assert "core point" not in ui.text()
        await ui.press("f5")
        assert len(ui.debrief.debrief.questions) == 2


@pytest.mark.parametrize("how", ["key", "word"])
async def test_finish_at_any_time(open_ui: OpenUi, how: str) -> None:
    async with open_ui() as ui:
        await start(ui, level=4)
        if how == "key":
            await ui.press("f12")
        else:
            await ui.answer("finish")
        assert ui.debrief.debrief.score is None
        assert "Not answered, so it does not count." in ui.text()


async def test_finish_between_two_questions(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, level=4)
        await ui.press("f5")
        await ui.press("f12")
        assert len(ui.debrief.debrief.questions) == 1


@pytest.mark.parametrize("how", ["key", "word"])
async def test_a_pause_stops_the_clock(open_ui: OpenUi, how: str) -> None:
    async with open_ui() as ui:
        await start(ui)
        ui.clock.wait(30)
        if how == "key":
            await ui.press("f8")
        else:
            await ui.answer("pause")
        assert isinstance(ui.app.screen, PauseScreen)
        ui.clock.wait(600)
        await ui.press("enter")
        watch = ui.interview.query_one(Stopwatch)
        assert ui.session.state is State.ASKING
        assert watch.seconds == 30
        ui.clock.wait(5)
        assert watch.seconds == 35
        await ui.press("f5")
        assert ui.session.rounds[0].seconds == 35
        assert [event["act"] for event in events(ui)] == ["pause", "resume", "skip"]


async def test_leaving_a_paused_session_for_home_and_coming_back(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        ui.box.write("so far")
        await ui.press("f8")
        await ui.press("h")
        assert "Unfinished" in ui.text()
        await ui.press("r")
        assert ui.box.text == "so far"
        assert ui.session.state is State.ASKING
        assert not ui.box.read_only


async def test_the_conversation_scrolls_without_leaving_the_box(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        for _ in range(6):
            await ui.press("ctrl+r")
        transcript = ui.interview.query_one("#transcript")
        await ui.until(lambda: transcript.scroll_y == transcript.max_scroll_y > 0)
        await ui.press("pageup")
        assert transcript.scroll_y < transcript.max_scroll_y
        assert ui.app.focused is ui.box
        await ui.press("pagedown")
        assert transcript.scroll_y == transcript.max_scroll_y


async def test_an_answer_that_cannot_be_stored_stays_in_the_box(
    open_ui: OpenUi, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_ui() as ui:
        await start(ui)

        def full(*args: object, **kwargs: object) -> None:
            raise HistoryError("the disk is full; free some space and try again")

        with monkeypatch.context() as broken:
            broken.setattr(ui.history, "append", full)
            await ui.answer(FULL)
        assert ui.box.text == FULL
        assert not ui.box.read_only
        assert ui.session.round.answers == ()
        assert any("Not stored" in notice.message and "disk is full" in notice.message for notice in ui.notices)
        await ui.press("f2")
        assert ui.session.rounds[0].answers == (FULL,)
        assert ui.box.text == ""


async def test_a_grader_that_fails_ends_nothing(open_ui: OpenUi, grader: QuickGrader) -> None:
    async with open_ui() as ui:
        await start(ui)
        grader.error = ArithmeticError("no such luck")
        await ui.answer(FULL)
        assert ui.box.text == FULL
        assert not ui.box.read_only
        assert any("no such luck" in notice.message for notice in ui.notices)
        grader.error = None
        await ui.press("f2")
        assert ui.session.rounds[0].answers == (FULL,)


async def test_nothing_is_heard_twice_or_lost_while_an_answer_is_graded(open_ui: OpenUi, grader: QuickGrader) -> None:
    async with open_ui() as ui:
        await start(ui)
        grader.gate.clear()
        ui.box.write(HALF)
        await ui.pilot.press("f2", "f2", "f3", "x", "f5")
        grader.gate.set()
        await ui.settle()
        assert [event["act"] for event in events(ui)] == ["answer"]
        assert ui.box.text == ""
        assert ui.session.round.answers == (HALF,)


async def test_every_line_of_the_session_is_shown_once(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, mode=Mode.INTERVIEW, level=4)
        await ui.press("f3", "f3")
        await ui.answer(HALF)
        await ui.press("ctrl+r")
        shown = [bubble.line for bubble in ui.interview.query(Bubble)]
        assert shown == [line for round_ in ui.session.rounds for line in round_.lines]


async def test_a_long_session_shows_the_last_two_questions(open_ui: OpenUi, tmp_path: Path) -> None:
    questions = [a_question(id=f"optics.q-{n}", prompt=f"Prompt {n}?") for n in range(5)]
    write_topic(tmp_path / "many", *questions)
    services = make_services(tmp_path / "own", tmp_path / "many")
    wishes = Wishes(Mode.PRACTICE, (), None, 5, None)
    async with interface(services, first=lambda: services.start(wishes)) as ui:
        for number in range(1, 5):
            await ui.press("f5")
            await ui.press("enter")
            assert len(ui.session.rounds) == number + 1
            asked = {bubble.question.id for bubble in ui.interview.query(Bubble)}
            assert asked == set(ui.session.plan.questions[number - 1 : number + 1])
            assert len(ui.interview.query(ReportView)) == 1
        await ui.press("f12")
        assert len(ui.debrief.debrief.questions) == 5
