"""What the main screens look like. `pytest tests/tui/test_snapshots.py --snapshot-update` takes the pictures anew."""

import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from interviewer.interview.events import Mode
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.attempts import AttemptsScreen
from tests.tui.judging import FAIL, FakeJudge
from tests.tui.support import QuickGrader, Ui, make_services, start
from tests.unit.interview.support import FULL, HALF

Compare = Callable[..., bool]

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def days_of_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The local day is the same wherever the pictures are taken."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


async def home(ui: Ui) -> None:
    assert "Demonstration" in ui.text()


async def coded_question(ui: Ui) -> None:
    await start(ui, mode=Mode.INTERVIEW, level=4)
    if ui.conductor.question.id != "demo.choose":
        await ui.press("f5")
    ui.clock.wait(67)
    await ui.press("f3")
    ui.box.write("It doubles a[1].\nSo: four")


async def verdict(ui: Ui) -> None:
    await start(ui)
    ui.clock.wait(95)
    await ui.answer(HALF)
    await ui.press("f5")


async def debrief(ui: Ui) -> None:
    await start(ui, level=4)
    for _ in range(2):
        ui.clock.wait(95)
        await ui.answer(HALF)
        await ui.press("f5")
        await ui.press("enter")
    assert ui.debrief


async def challenges(ui: Ui) -> None:
    await ui.press("c")
    assert "Code challenges" in ui.text()


async def challenge_failed(ui: Ui) -> None:
    ui.services.__dict__["judge"] = FakeJudge(events=FAIL)
    await ui.press("c")
    await ui.press("enter")
    await ui.press("f3")
    await ui.press("f6")
    await ui.until(lambda: "loss 0.5" in ui.text())


async def challenge_solved(ui: Ui) -> None:
    ui.services.__dict__["judge"] = FakeJudge()
    await ui.press("c")
    await ui.press("enter")
    await ui.press("f6")
    assert "Solved" in ui.text()


async def solution(ui: Ui) -> None:
    await challenge_solved(ui)
    await ui.press("f7")


async def rating(ui: Ui) -> None:
    await start(ui, mode=Mode.INTERVIEW, level=2)
    for _ in range(2):
        await ui.answer(HALF)
        await ui.press("f5")
    await ui.press("3")
    assert "Before you see the grades" in ui.text()


async def progress_today(ui: Ui) -> None:
    for answer in (HALF, FULL, HALF):
        await start(ui)
        ui.clock.wait(95)
        await ui.answer(answer)
        await ui.press("f5")
        await ui.press("enter")
        await ui.press("h")
        ui.clock.wait(86_400)
    await ui.press("p")
    assert "due" in ui.text()


async def progress_topics(ui: Ui) -> None:
    await progress_today(ui)
    await ui.press("n")
    assert "Demonstration" in ui.text()


async def progress_scores(ui: Ui) -> None:
    await progress_topics(ui)
    await ui.press("n", "n")
    assert "session score" in ui.text()


async def progress_weak(ui: Ui) -> None:
    await progress_today(ui)
    await ui.press("b", "b", "b", "b")
    assert "It is off at test time." in ui.text(), ui.text()


async def progress_attempts(ui: Ui) -> None:
    await progress_today(ui)
    await ui.press("b")
    await ui.press("enter")
    assert ui.screen(AttemptsScreen)


async def progress_goal(ui: Ui) -> None:
    await ui.press("p", "g")
    assert "Key points to review a day" in ui.text()


STORIES = [
    *(home, coded_question, verdict, rating, debrief, challenges, challenge_failed, challenge_solved, solution),
    *(progress_today, progress_topics, progress_scores, progress_weak, progress_attempts, progress_goal),
]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_picture(
    snap_compare: Compare,
    own_home: Path,
    bank_folder: Path,
    story: Callable[[Ui], Awaitable[None]],
    size: tuple[int, int],
) -> None:
    services = make_services(own_home, bank_folder, grader=QuickGrader())
    app = InterviewerApp(services)
    app.animation_level = "none"

    async def tell(pilot: Pilot[None]) -> None:
        ui = Ui(app, pilot, services)
        await ui.until(lambda: services.history)
        await ui.settle()
        await story(ui)
        await ui.settle()

    assert snap_compare(app, run_before=tell, terminal_size=size)
    services.close()
