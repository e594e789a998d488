"""Time from sending an answer to what comes of it on the screen, once warm, with the real bank and grader."""

import time
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import median

import pytest
from textual.widget import Widget

from interviewer.interview.events import Mode
from interviewer.interview.planning import Wishes
from interviewer.interview.state import State
from interviewer.paths import user_paths
from interviewer.tui.services import Services
from interviewer.tui.widgets.report import ReportView
from interviewer.tui.widgets.transcript import Bubble
from tests.tui.support import Ui, interface

pytestmark = pytest.mark.benchmark

QUESTIONS = 20
TARGET = 100
ANSWER = (
    "It keeps a running mean and variance during training and uses them in evaluation, so the output no longer depends "
    "on the rest of the batch; gradients then flow through fixed statistics, which matters for small batches."
)


def replies(ui: Ui) -> list[Widget]:
    """Return what the conversation shows, verdicts last."""
    return [*ui.interview.query(Bubble), *ui.interview.query(ReportView)]


async def reply(ui: Ui) -> float:
    """Send an answer; gives milliseconds until everything that comes of it is laid out and painted."""
    # What the test remembers must not slow down what it measures.
    ui.messages.clear()
    before = len(replies(ui))
    ui.box.write(ANSWER)
    await ui.pilot.pause()
    began = time.perf_counter()
    ui.box.action_submit()
    await ui.until(lambda: len(replies(ui)) > before + 1 and replies(ui)[-1].size.area > 0 and ui.strips())
    return (time.perf_counter() - began) * 1000


async def answered(ui: Ui) -> AsyncIterator[tuple[float, bool]]:
    """Answer until the session ends; gives milliseconds to each reply, and whether that was a verdict."""
    while True:
        took = await reply(ui)
        await ui.settle()
        verdict = ui.session.state is State.BETWEEN
        yield took, verdict
        if verdict:
            if len(ui.session.rounds) == len(ui.session.plan.questions):
                return
            # Opening a question warms the grader up for it.
            await ui.press("enter")


async def test_grade_on_screen(tmp_path: Path) -> None:
    services = Services(user_paths({"INTERVIEWER_HOME": str(tmp_path)}), seed=lambda: 3)
    wishes = Wishes(Mode.PRACTICE, (), None, QUESTIONS, None)
    async with interface(services, size=(120, 40), first=lambda: services.start(wishes)) as ui:
        await ui.settle()
        taken = [one async for one in answered(ui)]
    print()
    for name, wanted in (("follow-up", False), ("verdict", True)):
        times = [took for took, verdict in taken if verdict is wanted]
        if times:
            print(f"{name} on screen after {median(times):.0f} ms [{min(times):.0f}-{max(times):.0f}], n={len(times)}")
    print(f"target at most {TARGET} ms")
    assert taken
