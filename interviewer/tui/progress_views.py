"""Opening the screens of progress with the figures they show."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from interviewer.tui.late import load_progress
from interviewer.tui.services import Services

if TYPE_CHECKING:
    from interviewer.tui.screens.attempts import AttemptsScreen
    from interviewer.tui.screens.progress import ProgressScreen


BATCH = 20
"""Sessions that are reckoned at once, some 200 ms of work: so long has to wait what the user asks for meanwhile."""


async def catch_up(services: Services, tell: Callable[[int], None]) -> None:
    """Reckon what waits, which after a new version may be years, and give way to anything else in between.

    Args:
        services: what reckons.
        tell: called with how many sessions are left.

    Raises:
        HistoryError: the history cannot be used.
    """
    waiting = list((await services.run(services.waiting)).items())
    for done in range(0, len(waiting), BATCH):
        if done:
            tell(len(waiting) - done)
        await services.run(services.catch_up, dict(waiting[done : done + BATCH]))


async def progress_screen(services: Services) -> "ProgressScreen":
    """Return the progress screen as of now.

    Raises:
        HistoryError: the history cannot be used.
        RuntimeError: the services are not open yet.
    """
    await services.run(load_progress)
    from interviewer.progress.attempts import questions_of
    from interviewer.progress.names import Names
    from interviewer.tui.screens.progress import ProgressScreen

    history, bank = services.history, services.bank
    if history is None or bank is None:
        raise RuntimeError("the services are not open yet")
    await catch_up(services, lambda _: None)
    figures = await services.run(services.progress)
    questions = await services.run(questions_of, history)
    titles = {topic.id: topic.title for topic in bank.topics}
    names = Names(services.question, titles, bank.skills)
    return ProgressScreen(figures, questions, names, services.clock())


async def attempts_screen(services: Services, question: str) -> "AttemptsScreen":
    """Return the screen with every attempt at a question.

    Raises:
        HistoryError: the history cannot be used.
        RuntimeError: the services are not open yet.
    """
    from interviewer.progress.attempts import attempts_of, points_of
    from interviewer.tui.screens.attempts import AttemptsScreen

    if services.history is None:
        raise RuntimeError("the services are not open yet")
    attempts = await services.run(attempts_of, services.history, question)
    points = await services.run(points_of, services.history, question)
    try:
        found = services.question(question)
    except LookupError:
        return AttemptsScreen(question, question, attempts, points, {})
    statements = {point.id: point.statement for point in found.key_points}
    return AttemptsScreen(question, found.prompt.split("\n")[0], attempts, points, statements)
