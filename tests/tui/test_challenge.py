"""The list of code challenges and the screen of one; processes are replaced by a judge that says what a test wants."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static, Tabs

from interviewer.challenges.events import NotReady, Output, Verdict
from interviewer.interview.events import Act, Mode
from interviewer.interview.state import End, State
from interviewer.progress.code import Tried, saved_code, tried
from interviewer.progress.history import HistoryError
from interviewer.tui.messages import ChallengeChosen, ChallengeLeft
from interviewer.tui.screens.challenge import LONGEST_CODE, ChallengeScreen
from interviewer.tui.screens.challenges import ChallengesScreen
from interviewer.tui.screens.confirm import ConfirmScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.solution import SolutionScreen
from interviewer.tui.services import Services
from interviewer.tui.widgets.code_editor import CodeEditor
from interviewer.tui.widgets.curves import MOST_POINTS, Curves, _evenly
from interviewer.tui.widgets.run_panel import RunPanel, times
from interviewer.tui.widgets.transcript import Bubble
from tests.tui.bank import SOLUTION, STARTER
from tests.tui.conftest import OpenUi
from tests.tui.judging import DEATH, FAIL, PASS, TRY, FakeJudge
from tests.tui.support import Ui, events, start

WIDE, NARROW = (120, 40), (80, 24)


def with_judge(services: Services, judge: FakeJudge) -> None:
    services.__dict__["judge"] = judge  # in place of the cached one


@asynccontextmanager
async def challenge(
    open_ui: OpenUi, judge: FakeJudge | None = None, size: tuple[int, int] = WIDE, later: float = 0.0
) -> AsyncIterator[tuple[Ui, FakeJudge]]:
    judge = judge or FakeJudge()
    async with open_ui(size=size) as ui:
        with_judge(ui.services, judge)
        ui.clock.wait(later)
        await ui.press("c")
        await ui.press("enter")
        assert ui.screen(ChallengeScreen)
        yield ui, judge


def editor(ui: Ui) -> CodeEditor:
    return ui.app.screen.query_one(CodeEditor)


def shows(ui: Ui, kind: type[Screen[Any]]) -> bool:
    return isinstance(ui.app.screen, kind)


def verdict(ui: Ui) -> str:
    return str(ui.app.screen.query_one("#verdict", Static).content)


def acts(ui: Ui) -> list[str]:
    return [event["act"] for event in events(ui)]


async def test_the_list_is_narrowed_by_typing(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await ui.press("c")
        assert "Code challenges: 1, 0 solved" in ui.text()
        assert "Double [it]" in ui.text()
        await ui.press(*"nothing")
        assert ui.app.screen.query_one("#challenges", OptionList).option_count == 0
        await ui.press("enter")
        assert ui.sent(ChallengeChosen) == []
        ui.app.screen.query_one(Input).value = "DEMO doub"
        await ui.settle()
        assert ui.app.screen.query_one("#challenges", OptionList).option_count == 1
        await ui.press("down", "up", "escape")
        assert shows(ui, HomeScreen)


async def test_a_challenge_shows_its_task_and_the_starting_code(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        text = ui.text()
        assert "Double [it] · demo · level 2" in text
        assert "List<int>" in text
        assert "Forbidden: torch.mul." in text
        assert "isolated · cpu: Some CPU, 2.0 GiB free · torch 2.13.0" in text
        assert "Esc leaves the editor" in text
        assert editor(ui).text == STARTER
        assert editor(ui).language == "python"
        assert ui.app.focused is editor(ui)


async def test_running_tries_the_visible_cases_and_stores_nothing(open_ui: OpenUi) -> None:
    async with challenge(open_ui, FakeJudge(events=TRY)) as (ui, judge):
        await ui.press("f5")
        assert judge.runs == [(STARTER, True)]
        assert "✓ The visible cases pass; F6 submits." in ui.text()
        assert "✓ one number  0.4 ms" in ui.text()
        assert events(ui) == []
        assert "seed 7" in ui.text()


async def test_a_submission_is_stored_and_a_pass_leads_to_the_oral_question(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, judge):
        editor(ui).put(SOLUTION)
        await ui.press("f6")
        assert judge.runs == [(SOLUTION, False)]
        assert "✓ Solved." in ui.text()
        assert "Held back:" in ui.text()
        assert "Your code takes 1.2 times the reference solution's time." in " ".join(verdict(ui).split())
        assert acts(ui) == ["code", "measured"]
        assert events(ui)[0]["text"] == SOLUTION
        assert events(ui)[1]["result"]["time"] == 1.25
        assert tried(ui.history) == {"double": Tried(1, solved=True)}
        await ui.press("ctrl+n")
        assert ui.session.round.pending is not None
        assert "Why add?" in ui.text()
        await ui.answer("It is cheap.")
        assert ui.session.state is State.BETWEEN
        assert "Solved after 1 submission." in ui.text() or "Solved" in ui.text()
        await ui.press("enter")
        assert ui.debrief.debrief.score == 1.0


async def test_what_was_solved_is_marked_in_the_list(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        await ui.press("f6")
        await ui.press("ctrl+n")
        await ui.answer("It is cheap.")
        await ui.press("enter")
        await ui.press("h")
        await ui.press("c")
        assert "1 solved" in ui.text()
        assert "✓ Double [it]" in ui.text()


async def test_code_that_fails_says_where_and_can_be_tried_again(open_ui: OpenUi) -> None:
    async with challenge(open_ui, FakeJudge(events=FAIL)) as (ui, judge):
        await ui.press("f6")
        assert "✗ Fails at value in the case “one [number]”" in " ".join(verdict(ui).split())
        assert "1 of 1 elements [differs]." in verdict(ui)
        assert 'Line 2: """Return twice ``x``."""' in verdict(ui)
        assert "✗ one [number]" in ui.text()
        assert editor(ui).selected_text == '    """Return twice ``x``."""'
        assert not ui.screen(ChallengeScreen).over
        judge.events = PASS
        await ui.press("f6")
        assert acts(ui) == ["code", "code", "measured"]
        assert ui.screen(ChallengeScreen).solved


async def test_curves_are_drawn(open_ui: OpenUi) -> None:
    async with challenge(open_ui, FakeJudge(events=FAIL)) as (ui, judge):
        await ui.press("f5")
        curves = ui.app.screen.query_one(Curves)
        await ui.until(lambda: "loss 0.5" in ui.text())
        assert [value for _, value in curves.curves["loss"]][:2] == [1.0, 0.5]
        judge.events = TRY
        await ui.press("f5")
        assert not curves.curves
        assert curves.has_class("-hidden")


@pytest.mark.parametrize("points", [0, 1, 2, MOST_POINTS, MOST_POINTS + 1, 3 * MOST_POINTS + 7])
def test_a_long_curve_is_drawn_in_few_points(points: int) -> None:
    curve = [(step, float(step)) for step in range(points)]
    drawn = _evenly(curve)
    assert len(drawn) <= MOST_POINTS + 1
    assert drawn[:1] == curve[:1]
    assert drawn[-1:] == curve[-1:]


@pytest.mark.parametrize(("ratio", "words"), [(0.5, "0.5 times"), (1.234, "1.2 times"), (117.7, "118 times")])
def test_ratios_in_words(ratio: float, words: str) -> None:
    assert times(ratio) == words


async def test_a_run_stops_at_once_and_another_begins(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, judge):
        judge.gate.clear()
        await ui.pilot.press("f6")
        await ui.until(lambda: "f9 Stop" in ui.rows()[-1])
        await ui.pilot.press("f9")
        await ui.until(lambda: judge.cancelled)
        await ui.settle()
        assert "✓ Solved." in verdict(ui), "the judge's own word stands"
        assert "f9 Stop" not in ui.rows()[-1]


async def test_a_run_begun_while_another_is_under_way_replaces_it(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, judge):
        judge.gate.clear()
        await ui.pilot.press("f5")
        await ui.until(lambda: len(judge.runs) == 1)
        await ui.pilot.press("f6")
        await ui.until(lambda: len(judge.runs) == 2)
        judge.gate.set()
        await ui.settle()
        assert judge.left == 1
        assert acts(ui) == ["code", "measured"]


async def test_what_is_written_is_kept_and_comes_back(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        editor(ui).put("x = 1")
        await ui.until(lambda: saved_code(ui.history, "double") == "x = 1")
        editor(ui).put("x = 2")
        await ui.press("ctrl+q")
        assert ui.app.return_code == 0
    async with challenge(open_ui, later=60) as (ui, judge):
        assert editor(ui).text == "x = 2"
        await ui.press("f11")
        assert editor(ui).text == STARTER
        await ui.press("ctrl+z")
        assert editor(ui).text == "x = 2"
    assert judge.closed


async def test_a_challenge_left_without_a_submission_is_no_unfinished_session(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        await ui.press("escape", "escape")
        assert shows(ui, ChallengesScreen)
        assert len(ui.sent(ChallengeLeft)) == 1
        assert ui.history.unfinished() is None


async def test_a_challenge_left_after_a_submission_can_be_resumed(open_ui: OpenUi) -> None:
    async with challenge(open_ui, FakeJudge(events=FAIL)) as (ui, judge):
        await ui.press("f6")
        await ui.press("escape", "escape")
        await ui.press("escape")
        assert "Unfinished: practice of 1 question" in ui.text()
        await ui.press("r")
        judge.events = PASS
        await ui.press("f6")
        assert acts(ui)[-2:] == ["code", "measured"]


async def test_hints_are_shown_and_cost(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        for number in (1, 2, 3):
            await ui.press("f3")
            assert f"Hint {number}." in ui.text()
        await ui.press("f3")
        assert any("no more hints" in notice.message for notice in ui.notices)
        await ui.press("f6")
        assert ui.screen(ChallengeScreen).conductor.session.rounds[0].coverage.point("solves").credit == 0.75


async def test_the_solution_is_for_those_who_solved_it_or_give_up(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        await ui.press("f7")
        assert shows(ui, ConfirmScreen)
        await ui.press("enter")
        assert shows(ui, ChallengeScreen), "the harmless answer is in focus"
        await ui.press("f7", "y")
        assert shows(ui, SolutionScreen)
        assert "No product is needed." in ui.text()
        await ui.press("escape")
        assert ui.screen(ChallengeScreen).over
        await ui.press("f7")
        assert shows(ui, SolutionScreen), "nothing is left to give up"
        await ui.press("q")
        await ui.press("f6")
        assert acts(ui) == ["skip"], "code after giving up is judged and counts for nothing"
        await ui.press("ctrl+n")
        assert ui.session.round.end is End.SKIPPED


async def test_a_pass_opens_the_solution_with_the_ratio(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        await ui.press("f6")
        await ui.press("f7")
        assert shows(ui, SolutionScreen)
        assert "Yours takes 1.2 times its time." in ui.text()
        assert "https://pytorch.org/docs" in ui.text()


async def test_a_referee_that_dies_is_told(open_ui: OpenUi) -> None:
    async with challenge(open_ui, FakeJudge(events=DEATH)) as (ui, _):
        await ui.press("f6")
        assert "it is started again" in verdict(ui)
        assert events(ui) == []


async def test_that_no_code_can_be_run_is_told(open_ui: OpenUi) -> None:
    async with challenge(open_ui, FakeJudge(ready=NotReady("There is no torch."))) as (ui, _):
        assert "There is no torch." in ui.text()


@pytest.mark.parametrize("stage", ["cancelled", "challenge", "unavailable"])
async def test_what_is_no_fault_of_the_code_does_not_count(open_ui: OpenUi, stage: str) -> None:
    ended = [Verdict("run-1", False, stage, "So it is.")]
    async with challenge(open_ui, FakeJudge(events=ended)) as (ui, _):
        await ui.press("f6")
        assert events(ui) == []
        assert ("Stopped." if stage == "cancelled" else "So it is.") in verdict(ui)


async def test_a_submission_that_cannot_be_stored_is_told(open_ui: OpenUi, monkeypatch: pytest.MonkeyPatch) -> None:
    async with challenge(open_ui) as (ui, _):

        def refuse(*_: object, **__: object) -> int:
            raise HistoryError("the disk is full")

        monkeypatch.setattr(ui.history, "append", refuse)
        await ui.press("f6")
        assert any("Not stored: the disk is full" in notice.message for notice in ui.notices)
        assert not ui.screen(ChallengeScreen).solved
        assert "✓ Solved." in ui.text()


async def test_code_too_long_is_refused(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, judge):
        editor(ui).put("x" * (LONGEST_CODE + 1))
        await ui.press("f6")
        assert judge.runs == []
        assert any("at most 100,000 are judged" in notice.message for notice in ui.notices)


async def test_a_flood_of_output_is_shown_in_its_last_lines(open_ui: OpenUi) -> None:
    flood = [Output("run-1", "stdout", f"line {n} [red]\n") for n in range(20_000)]
    async with challenge(open_ui, FakeJudge(events=[*TRY[:1], *flood, *TRY[1:]])) as (ui, _):
        await ui.press("f5")
        await ui.until(lambda: "line 19999 [red]" in ui.text())


async def test_narrow_terminals_show_a_part_at_a_time(open_ui: OpenUi) -> None:
    async with challenge(open_ui, size=NARROW) as (ui, _):
        bar = ui.app.screen.query_one(Tabs)
        assert bar.active == "task"
        assert "twice the tensor" in ui.text()
        await ui.press("f2")
        assert bar.active == "code"
        assert "def double(x):" in ui.text()
        assert ui.app.focused is editor(ui)
        await ui.press("f6")
        assert bar.active == "result"
        assert "✓ Solved." in ui.text()
        await ui.press("f2")
        assert bar.active == "task"


async def test_the_editor_keeps_the_indentation(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        editor(ui).write("")
        await ui.press(*"if x:", "enter", *"y", "enter", "backspace", *"z", "enter", "tab", *"w")
        assert editor(ui).text == "if x:\n    y\nz\n    w"
        await ui.press("left", "backspace", "backspace")
        assert editor(ui).text == "if x:\n    y\nzw"


async def test_the_editor_holds_nothing_harmful(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        editor(ui).write("")
        editor(ui).insert("a\x1b[31m\u202eb\tc")
        assert editor(ui).text == "a[31mb\tc"


async def test_a_challenge_comes_last_in_an_interview_and_is_in_the_debrief(open_ui: OpenUi) -> None:
    async with open_ui(size=WIDE) as ui:
        with_judge(ui.services, FakeJudge())
        ui.home.query_one("#length").value = "3 and code"  # type: ignore[attr-defined] # a Select
        await start(ui, mode=Mode.INTERVIEW, topic="demo", level=4)
        assert ui.session.plan.questions[-1] == "challenge.double"
        for _ in ui.session.plan.questions[:-1]:
            await ui.press("f5")
        assert shows(ui, ChallengeScreen)
        await ui.press("escape", "escape")
        assert shows(ui, InterviewScreen), "there is a conversation to go back to"
        assert "Write the code (Enter)" in ui.text()
        await ui.press("enter")
        await ui.press("f6")
        await ui.press("ctrl+n")
        assert "Why add?" in ui.text()
        await ui.answer("It is cheap.")
        reports = ui.debrief.debrief.questions
        assert reports[-1].reason == "Solved after 1 submission."
        await ui.press("down", "down")
        assert "Your code" in ui.text()
        assert "raise NotImplementedError" in ui.text()
        assert acts(ui)[-3:] == ["code", "measured", str(Act.ANSWER)]


async def test_code_is_told_in_the_conversation(open_ui: OpenUi) -> None:
    async with challenge(open_ui, FakeJudge(events=PASS)) as (ui, _):
        await ui.press("f6")
        await ui.press("ctrl+n")
        told = [bubble.line.kind for bubble in ui.interview.query(Bubble)]
        assert told == ["ask", "code", "note", "deeper"]


async def test_the_panel_begins_empty(open_ui: OpenUi) -> None:
    async with challenge(open_ui) as (ui, _):
        assert ui.app.screen.query_one(RunPanel)
        assert "F5 runs the visible cases, F6 submits." in ui.text()


async def test_code_really_runs(open_ui: OpenUi) -> None:
    async with open_ui(size=WIDE) as ui:
        await ui.press("c")
        await ui.press("enter")
        editor(ui).put(SOLUTION)
        await ui.press("f6")
        assert "✓ Solved." in verdict(ui)
        assert acts(ui) == ["code", "measured"]
        editor(ui).put("def double(x):\n    while True:\n        pass\n")
        await ui.pilot.press("f5")
        await ui.until(lambda: "f9 Stop" in ui.rows()[-1])
        await ui.press("f9")
        assert "Stopped." in verdict(ui)
