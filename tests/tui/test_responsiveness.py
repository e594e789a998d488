"""Nothing blocks the event loop, and whatever moment is chosen to quit, nothing breaks."""

import asyncio
import random
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest

from interviewer.tui.app import InterviewerApp
from interviewer.tui.services import Services
from tests.tui.conftest import OpenUi
from tests.tui.support import QuickGrader, events, start
from tests.unit.interview.support import FULL

TICK = 0.01
LONGEST_GAP = 0.1


@asynccontextmanager
async def ticking() -> AsyncIterator[list[float]]:
    """Tick every 10 ms while something else goes on; gives the moments."""
    moments = [time.monotonic()]

    async def tick() -> None:
        while True:
            await asyncio.sleep(TICK)
            moments.append(time.monotonic())

    task = asyncio.create_task(tick())
    try:
        yield moments
    finally:
        task.cancel()


def longest_gap(moments: list[float]) -> float:
    return max(later - earlier for earlier, later in pairwise(moments))


async def test_a_slow_grader_leaves_the_interface_alive_and_the_box_locked(
    open_ui: OpenUi, grader: QuickGrader
) -> None:
    async with open_ui() as ui:
        await start(ui)
        await ui.answer("first")
        grader.gate.clear()
        ui.box.write(FULL)
        async with ticking() as moments:
            await ui.pilot.press("f2")
            await ui.until(lambda: ui.box.read_only)
            began = time.monotonic()
            await ui.pilot.press("x", "y", "f2", "f3")
            assert ui.box.text == FULL
            await asyncio.sleep(max(0.0, began + 1 - time.monotonic()))
            assert ui.box.read_only
            grading = moments.copy()
            grader.gate.set()
        assert longest_gap(grading) < LONGEST_GAP
        await ui.settle()
        assert [event["act"] for event in events(ui)] == ["answer", "answer"]


async def test_opening_and_grading_with_the_real_grader_leave_the_interface_alive(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        ui.services.grader = None
        await start(ui)
        ui.box.write(FULL)
        async with ticking() as moments:
            await ui.pilot.press("f2")
            await ui.settle()
        assert ui.session.rounds[0].answers == (FULL,)
        # Importing numpy and scikit-learn in a thread holds the interpreter's lock for moments at a time.
        assert longest_gap(moments) < 0.4


def moments_to_quit() -> list[float]:
    choice = random.Random(5)
    return [0.0, *(round(choice.uniform(0, 0.4), 3) for _ in range(9))]


@pytest.mark.parametrize("delay", moments_to_quit())
async def test_quitting_at_any_moment_of_the_start(services: Services, delay: float) -> None:
    app = InterviewerApp(services)
    app.animation_level = "none"
    async with app.run_test():
        await asyncio.sleep(delay)
        await app.action_quit()
    services.close()
    assert app.return_code == 0
    assert app._exception is None


async def test_quitting_before_the_bank_is_open(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = services.open

    def slowly() -> None:
        time.sleep(0.4)
        opened()

    monkeypatch.setattr(services, "open", slowly)
    app = InterviewerApp(services)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("s", "h", "r", "ctrl+q")
    services.close()
    assert app.return_code == 0
    assert app._exception is None


@pytest.mark.parametrize("moment", ["beginning", "grading", "resuming", "finishing"])
async def test_quitting_while_something_is_under_way(open_ui: OpenUi, grader: QuickGrader, moment: str) -> None:
    async with open_ui() as ui:
        if moment == "beginning":
            await ui.pilot.press("s", "ctrl+q")
        else:
            await start(ui)
            grader.gate.clear()
            threading.Timer(0.3, grader.gate.set).start()
            ui.box.write(FULL)
            await ui.pilot.press(*{"grading": ["f2"], "finishing": ["f12"], "resuming": ["f8", "enter"]}[moment])
            await ui.pilot.press("ctrl+q")
        app, history = ui.app, ui.services
        await ui.until(ui.exited)
        assert app.return_code == 0
    assert app._exception is None
    if moment == "grading":
        # What was sent is stored, or still there as the draft.
        async with open_ui() as again:
            stored = again.history.sessions()[0]
            drafted = again.history.draft(stored.id)
            assert [event["act"] for event in again.history.events(stored.id)] == ["answer"] or drafted == FULL
    assert history is not None


async def test_a_fault_while_the_screen_is_taken_down_is_not_reported(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        ui.app.exit()
        ui.app._handle_exception(RuntimeError("too late to matter"))
    assert ui.app._exception is None


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 12), (20, 5)])
async def test_every_screen_fits_every_size(open_ui: OpenUi, size: tuple[int, int]) -> None:
    async with open_ui(size=size) as ui:
        await start(ui, level=4)
        await ui.press("f3")
        await ui.press("f8")
        await ui.press("enter")
        await ui.press("f5")
        await ui.press("enter")
        await ui.press("f12")
        await ui.press("h")
        await ui.press("h")
        await ui.press("escape")
        await ui.press("f1")
        assert ui.app._exception is None
        rows = ui.rows()
        assert len(rows) == size[1]


FOOTERS: dict[str, tuple[str, ...]] = {
    "home": ("s Start", "c Code", "p Progress", "h History", "^q Quit", "f1 Help"),
    "interview": ("^j Send", "f3 Hint", "f4 Editor", "f5 Skip", "f9 Don't know", "^q Quit", "f1 Help"),
    "between": ("^n Next", "^q Quit", "f1 Help"),
    "debrief": ("t Try again", "h Home", "Down", "^q Quit", "f1 Help"),
}


@pytest.mark.parametrize("unfinished", [False, True])
async def test_home_fits_80_by_24(open_ui: OpenUi, unfinished: bool) -> None:
    async with open_ui() as ui:
        if unfinished:
            await start(ui)
            await ui.press("f8")
            await ui.press("h")
        assert all(key in ui.rows()[-1] for key in FOOTERS["home"]), ui.rows()[-1]
        screen = ui.app.screen.region
        assert "Interview: verdicts at the end" in ui.text() or "Practice: verdicts as you go" in ui.text()
        for name in ("#start", "#topics", "#mode", "#level", "#length"):
            region = ui.home.query_one(name).region
            assert screen.contains_region(region), name
            assert region.area > 0, name
        assert "Start (s)" in ui.text()


async def test_interview_and_debrief_fit_80_by_24(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, level=4)
        assert all(key in ui.rows()[-1] for key in FOOTERS["interview"]), ui.rows()[-1]
        screen = ui.app.screen.region
        assert screen.contains_region(ui.box.region)
        assert ui.box.region.height >= 4
        assert ui.interview.query_one("#transcript").region.height >= 10
        await ui.press("f5")
        assert all(key in ui.rows()[-1] for key in FOOTERS["between"]), ui.rows()[-1]
        assert ui.app.screen.region.contains_region(ui.interview.query_one("#next").region)
        await ui.press("f12")
        assert all(key in ui.rows()[-1] for key in FOOTERS["debrief"]), ui.rows()[-1]
        assert ui.debrief.query_one("#verdict").region.height >= 8


async def test_a_wider_terminal_shows_the_debrief_side_by_side(open_ui: OpenUi) -> None:
    async with open_ui(size=(120, 40)) as ui:
        await start(ui)
        await ui.press("f12")
        questions, verdict = ui.debrief.query_one("#questions"), ui.debrief.query_one("#verdict")
        assert questions.region.right <= verdict.region.x
        await ui.pilot.resize_terminal(80, 24)
        await ui.settle()
        assert questions.region.bottom <= verdict.region.y


async def test_the_footer_is_made_anew_only_for_other_keys(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui)
        keys = list(ui.interview.query("FooterKey"))
        await ui.press("f3")
        await ui.answer("one more thought")
        assert list(ui.interview.query("FooterKey")) == keys
        await ui.press("f5")
        assert "Next" in ui.rows()[-1]
        assert "Hint" not in ui.rows()[-1]
