"""Every binding that a user can remap, gathered from the classes that declare them."""

from collections.abc import Iterator

from textual.binding import Binding
from textual.dom import DOMNode

APP_BINDINGS = (
    Binding("ctrl+q", "quit", "Quit", tooltip="Leave; everything is saved", id="app.quit", priority=True),
    Binding("f1", "toggle_help", "Help", tooltip="Say what this screen is for and what its keys do", id="app.help"),
)
"""What holds on every screen."""


def bindings() -> Iterator[Binding]:
    """Yield every binding of the interface's own classes, the app's first."""
    from interviewer.tui.screens.attempts import AttemptsScreen
    from interviewer.tui.screens.challenge import ChallengeScreen
    from interviewer.tui.screens.challenges import ChallengesScreen
    from interviewer.tui.screens.confirm import ConfirmScreen
    from interviewer.tui.screens.debrief import DebriefScreen
    from interviewer.tui.screens.goal import GoalScreen
    from interviewer.tui.screens.help import HelpScreen
    from interviewer.tui.screens.home import HomeScreen
    from interviewer.tui.screens.interview import InterviewScreen
    from interviewer.tui.screens.overrule import OverruleScreen
    from interviewer.tui.screens.pause import PauseScreen
    from interviewer.tui.screens.progress import ProgressScreen
    from interviewer.tui.screens.rating import RatingScreen
    from interviewer.tui.screens.sessions import SessionsScreen
    from interviewer.tui.screens.solution import SolutionScreen
    from interviewer.tui.widgets.answer_box import AnswerBox
    from interviewer.tui.widgets.topic_list import TopicList

    yield from APP_BINDINGS
    nodes: tuple[type[DOMNode], ...] = (
        HomeScreen,
        TopicList,
        InterviewScreen,
        AnswerBox,
        PauseScreen,
        DebriefScreen,
        OverruleScreen,
        RatingScreen,
        HelpScreen,
        SessionsScreen,
        ChallengesScreen,
        ChallengeScreen,
        SolutionScreen,
        ConfirmScreen,
        ProgressScreen,
        AttemptsScreen,
        GoalScreen,
    )
    for node in nodes:
        for binding in node.BINDINGS:
            if isinstance(binding, Binding):
                yield binding


def binding_ids() -> tuple[str, ...]:
    """Return the ids that ``[keys]`` in ``config.toml`` may name."""
    return tuple(binding.id for binding in bindings() if binding.id)
