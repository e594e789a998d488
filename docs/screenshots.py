"""Take the screenshots of README: ``.venv/bin/python docs/screenshots.py``."""

import asyncio
import os
import tempfile
from pathlib import Path

from interviewer.paths import user_paths
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.services import Services
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.report import ReportView

ANSWER = """In train mode dropout randomly zeroes activations, and batch norm uses the mean and variance of the batch.
After eval() dropout is just the identity. It also stops autograd from tracking, so no_grad isn't needed."""


async def main(folder: Path) -> None:
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


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(main(Path(home)))
