"""Take the screenshots of README: ``.venv/bin/python -m docs.screenshots``."""

import asyncio
import os
import tempfile
from pathlib import Path

from textual.widgets import Static

from interviewer.paths import user_paths
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.challenge import ChallengeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.progress import ProgressScreen
from interviewer.tui.services import Services
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.code_editor import CodeEditor
from interviewer.tui.widgets.report import ReportView
from interviewer.tui.widgets.run_panel import RunPanel
from tests.benchmarks.histories import DAY, END, grow

ANSWER = """In train mode dropout randomly zeroes activations, and batch norm uses the mean and variance of the batch.
After eval() dropout is just the identity. It also stops autograd from tracking, so no_grad isn't needed."""


CODE = """import torch


def softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    \"\"\"Return the softmax of ``x`` along ``dim``.\"\"\"
    exponentials = torch.exp(x)
    return exponentials / exponentials.sum(dim=dim, keepdim=True)
"""


async def answered(folder: Path) -> None:
    """Answer one question and save what the screen shows."""
    services = Services(user_paths({"INTERVIEWER_HOME": str(folder)}), seed=lambda: 1)
    services.open()
    app = InterviewerApp(services)
    async with app.run_test(size=(100, 34)) as pilot:
        await pilot.pause(0.5)
        app._begin(lambda: services.again("modules.train-eval"))
        while not isinstance(app.screen, InterviewScreen):
            await pilot.pause(0.1)
        app.screen.query_one(AnswerBox).write(ANSWER)
        await pilot.press("f2")
        for _ in range(5):
            await pilot.pause(0.5)
            if not app.screen.query(ReportView):
                await pilot.press("f9")
        await pilot.pause(1)
        app.save_screenshot("verdict.svg", str(Path(__file__).parent))
    services.close()


async def coded(folder: Path) -> None:
    """Submit code that is nearly right and save what the screen shows."""
    services = Services(user_paths({"INTERVIEWER_HOME": str(folder)}), seed=lambda: 1)
    services.open()
    app = InterviewerApp(services)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.5)
        app._begin(lambda: services.challenge("softmax"))
        while not isinstance(app.screen, ChallengeScreen):
            await pilot.pause(0.1)
        await pilot.pause(0.5)
        app.screen.query_one(CodeEditor).write(CODE)
        await pilot.press("f6")
        while app.screen.query_one("#judge", Static).tooltip is None or not app.screen.query_one(RunPanel).verdict:
            await pilot.pause(0.2)
        await pilot.pause(1)
        app.save_screenshot("challenge.svg", str(Path(__file__).parent))
    services.close()


async def practised(folder: Path) -> None:
    """Practise for a year and save where that has led to."""
    paths = user_paths({"INTERVIEWER_HOME": str(folder)})
    grow(paths.history, 300).close()
    services = Services(paths, clock=lambda: END + DAY / 2, seed=lambda: 1)
    services.open()
    app = InterviewerApp(services)
    async with app.run_test(size=(100, 28)) as pilot:
        await pilot.pause(0.5)
        await pilot.press("p")
        while not isinstance(app.screen, ProgressScreen):
            await pilot.pause(0.1)
        await pilot.press("n")
        await pilot.pause(1)
        app.save_screenshot("progress.svg", str(Path(__file__).parent))
    services.close()


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    for take in (answered, coded, practised):
        with tempfile.TemporaryDirectory() as home:
            asyncio.run(take(Path(home)))
