"""Keys, their entries in the palette and the help, and what ``config.toml`` makes of them."""

from collections import Counter
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from interviewer.tui.app import InterviewerApp
from interviewer.tui.keys import binding_ids, bindings
from interviewer.tui.screens.attempts import AttemptsScreen
from interviewer.tui.screens.challenge import ChallengeScreen
from interviewer.tui.screens.challenges import ChallengesScreen
from interviewer.tui.screens.confirm import ConfirmScreen
from interviewer.tui.screens.debrief import DebriefScreen
from interviewer.tui.screens.goal import GoalScreen
from interviewer.tui.screens.help import HelpScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.pause import PauseScreen
from interviewer.tui.screens.progress import ProgressScreen
from interviewer.tui.screens.sessions import SessionsScreen
from interviewer.tui.screens.solution import SolutionScreen
from interviewer.tui.settings import Settings, read_settings
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.topic_list import TopicList
from tests.tui.conftest import OpenUi
from tests.tui.support import Ui, events, start
from tests.unit.interview.support import FULL

SCREENS: list[tuple[type[DOMNode], ...]] = [
    (HomeScreen, TopicList),
    (InterviewScreen, AnswerBox),
    (PauseScreen,),
    (DebriefScreen,),
    (SessionsScreen,),
    (ChallengesScreen,),
    (ChallengeScreen,),
    (SolutionScreen,),
    (ConfirmScreen,),
    (ProgressScreen,),
    (AttemptsScreen,),
    (GoalScreen,),
]


def write_settings(home: Path, text: str | bytes) -> None:
    folder = home / "config"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_bytes(text if isinstance(text, bytes) else text.encode())


def test_every_binding_has_id_tooltip_and_description() -> None:
    for binding in bindings():
        assert binding.id, binding
        assert binding.tooltip, binding
        assert binding.description, binding
        assert "." in binding.id, binding


def test_binding_ids_are_unique() -> None:
    assert [name for name, count in Counter(binding_ids()).items() if count > 1] == []


@pytest.mark.parametrize("nodes", SCREENS)
def test_no_two_bindings_of_a_screen_share_a_key(nodes: tuple[type[DOMNode], ...]) -> None:
    keys = Counter(key for binding in own(InterviewerApp, *nodes) for key in binding.key.split(","))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_class_with_bindings_of_its_own_is_listed() -> None:
    listed = {binding.id for binding in bindings()}
    for nodes in SCREENS:
        assert {binding.id for binding in own(*nodes)} <= listed


async def offered(ui: Ui) -> set[str]:
    return {command.title for command in ui.app.get_system_commands(ui.app.screen)}


def own(*nodes: type[DOMNode]) -> list[Binding]:
    return [binding for node in nodes for binding in node.BINDINGS if isinstance(binding, Binding)]


def wanted(*nodes: type[DOMNode]) -> set[str]:
    return {binding.description for binding in own(*nodes)}


async def test_the_palette_lists_every_action_of_the_screen(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        assert wanted(InterviewerApp, HomeScreen, TopicList) - await offered(ui) == {"Resume", "Discard"}
        ui.home.query_one(TopicList).focus()
        await ui.settle()
        assert wanted(InterviewerApp, HomeScreen, TopicList) - await offered(ui) == {"Resume", "Discard"}
        await start(ui)
        assert wanted(InterviewerApp, InterviewScreen, AnswerBox) - await offered(ui) == {"Next", "I said that", "Code"}
        await ui.press("f8")
        assert {"Quit", *wanted(PauseScreen)} <= await offered(ui)
        await ui.press("enter")
        await ui.press("f5")
        assert {"Next", "Finish", "Quit", "Help"} <= await offered(ui)
        assert "Hint" not in await offered(ui)
        await ui.press("enter")
        assert wanted(InterviewerApp, DebriefScreen) <= await offered(ui)
        await ui.press("h")
        await ui.press("h")
        assert wanted(InterviewerApp, SessionsScreen) - await offered(ui) == {"Resume"}, "that session is finished"


async def test_the_palette_does_what_it_lists(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.press("ctrl+p")
        await ui.press(*"Hint")
        await ui.until(lambda: "Ask for a hint" in ui.text())
        await ui.press("enter")
        await ui.until(lambda: isinstance(ui.app.screen, InterviewScreen))
        await ui.settle()
        assert [event["act"] for event in events(ui)] == ["hint"]


async def test_help_shows_the_keys_and_hides_them(open_ui: OpenUi) -> None:
    async with open_ui(size=(120, 40)) as ui:
        await ui.press("f1")
        assert isinstance(ui.app.screen, HelpScreen)
        assert "Choose mode, level, length" in ui.text()
        assert "Start a session" in ui.text()
        assert "Cursor word left" not in ui.text()
        await ui.press("f1")
        assert isinstance(ui.app.screen, HomeScreen)


@pytest.mark.parametrize("screen", ["home", "interview", "pause", "debrief"])
async def test_ctrl_c_never_quits(open_ui: OpenUi, screen: str) -> None:
    async with open_ui() as ui:
        if screen != "home":
            await start(ui)
        if screen == "pause":
            await ui.press("f8")
        if screen == "debrief":
            await ui.press("f12")
        before = ui.app.screen
        await ui.press("ctrl+c", "ctrl+c")
        assert ui.app.screen is before
        assert not ui.exited()
        await ui.press("ctrl+q")
        assert ui.exited()
        assert ui.app.return_code == 0


async def test_keys_can_be_remapped(open_ui: OpenUi, own_home: Path) -> None:
    keys = '"interview.submit" = "f10"\ninterview.hint = "ctrl+t, f11"'
    write_settings(own_home, f'[keys]\n{keys}\n[keys.home]\nstart = "b"\n')
    async with open_ui() as ui:
        assert not ui.notices
        await ui.press("s")
        assert isinstance(ui.app.screen, HomeScreen)
        await ui.press("b")
        assert isinstance(ui.app.screen, InterviewScreen)
        assert "f10 Send" in ui.rows()[-1]
        await ui.press("ctrl+t")
        await ui.press("f11")
        await ui.answer(FULL, "f2")
        assert ui.session.round.answers == ()
        await ui.press("f10")
        assert [event["act"] for event in events(ui)] == ["hint", "hint", "answer"]


async def test_a_theme_can_be_settled(open_ui: OpenUi, own_home: Path) -> None:
    write_settings(own_home, b'\xef\xbb\xbftheme = "nord"\n')
    async with open_ui() as ui:
        assert ui.app.theme == "nord"
        assert not ui.notices


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "nrd"', "there is no theme 'nrd' (did you mean 'nord'?)"),
        ("theme = 3", "there is no theme 3"),
        ('theme = ["nord"]', "there is no theme"),
        ('challenges = "cpu"', "challenges must be a table"),
        ('[challenges]\ndevise = "cpu"', "unknown setting 'devise' (did you mean 'device'?)"),
        ('[challenges]\ndevice = "gpu"', "device should be auto, cpu, cuda, cuda:1 or mps, not 'gpu'"),
        ('[challenges]\npython = "/no/such/python"', "python should be a Python that can be run"),
        ("interview = false", "interview must be a table"),
        ("[interview]\nrat = false", "unknown setting 'rat' (did you mean 'rate'?)"),
        ("[interview]\nrate = 1", "rate should be true or false, not 1"),
        ('[keys]\n"interview.submt" = "f10"', "'interview.submt' (did you mean 'interview.submit'?)"),
        ('[keys]\n"interview.submit" = 7', "interview.submit needs a key"),
        ('[keys]\n"interview.submit" = ""', "interview.submit needs a key"),
        ('[keys]\n"interview.submit" = ","', "interview.submit needs a key"),
        ('[keys]\n"interview.submit" = "ctrl+"', "interview.submit needs a key"),
        ('[keys]\n"interview.submit" = "f2,,f3"', "interview.submit needs a key"),
        ('keys = "f2"', "keys must be a table"),
        ('colour = "red"', "unknown setting 'colour'"),
        ("theme = ", "config.toml: Invalid value (at end of document)"),
        (b"theme = \xff", "not UTF-8"),
        ('"[/x]" = 1', "unknown setting '[/x]'"),
    ],
)
async def test_what_is_wrong_in_the_settings_is_told_in_one_line(
    open_ui: OpenUi, own_home: Path, text: str | bytes, said: str
) -> None:
    write_settings(own_home, text)
    async with open_ui() as ui:
        assert len(ui.notices) == 1
        notice = ui.notices[0].message
        assert said in notice
        assert "config.toml" in notice
        assert "\n" not in notice
        await start(ui)
        await ui.answer(FULL, "f2")
        assert ui.session.rounds[0].answers == (FULL,)


def test_what_is_right_beside_something_wrong_applies(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "nord"\n[keys]\n"a.b" = "f2"\n"c.d" = "f3"\n')
    settings = read_settings(file, themes=["nord"], bindings=lambda: ["a.b"])
    assert (settings.theme, settings.keys) == ("nord", {"a.b": "f2"})
    assert len(settings.problems) == 1


def test_no_settings_are_no_problem(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml", themes=[], bindings=list) == Settings()


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, themes=[], bindings=list)
    assert len(settings.problems) == 1
    assert str(tmp_path) in settings.problems[0]
