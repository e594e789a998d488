"""What the screens above home tell the application.

The messages stand apart from their screens so that the application can be painted before those are imported.
"""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor
    from interviewer.progress.goals import Goal
    from interviewer.progress.history import StoredSession
    from interviewer.tui.screens.debrief import DebriefScreen


class HomeAsked(Message):
    """The user is done with a screen and goes home."""


class Finished(Message):
    """A session has ended; the debrief is due."""

    def __init__(self, conductor: "Conductor") -> None:
        super().__init__()
        self.conductor = conductor


class AgainAsked(Message):
    """One question should be practised once more."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question


class ChallengeChosen(Message):
    """A code challenge should be opened."""

    def __init__(self, challenge: str) -> None:
        super().__init__()
        self.challenge = challenge


class ChallengeLeft(Message):
    """A session of one challenge was left before it was over; the list of challenges comes back."""

    def __init__(self, conductor: "Conductor") -> None:
        super().__init__()
        self.conductor = conductor


class TopicAsked(Message):
    """A practice session on one topic is wanted."""

    def __init__(self, topic: str) -> None:
        super().__init__()
        self.topic = topic


class SkillAsked(Message):
    """A practice session on one skill is wanted."""

    def __init__(self, skill: str) -> None:
        super().__init__()
        self.skill = skill


class SessionsAsked(Message):
    """Earlier sessions are wanted."""


class GoalAsked(Message):
    """The goal is to be set."""


class ReviewAsked(Message):
    """The key points that are due should be asked."""


class ProgressAsked(Message):
    """The progress screen is wanted."""


class AttemptsAsked(Message):
    """Every attempt at one question should be shown."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question


class TranscriptAsked(Message):
    """One question of a stored session should be shown with its verdict."""

    def __init__(self, session: str, number: int) -> None:
        super().__init__()
        self.session = session
        self.number = number


class GoalSet(Message):
    """A goal was set or taken away, and a limit of reviews a day."""

    def __init__(self, goal: "Goal | None", most: int | None) -> None:
        super().__init__()
        self.goal = goal
        self.most = most


class Overruled(Message):
    """A verdict is turned over, or back."""

    def __init__(self, screen: "DebriefScreen", number: int, point: str) -> None:
        super().__init__()
        self.screen = screen
        self.number = number
        self.point = point


class ResumeAsked(Message):
    """An unfinished session should go on: the one of that id, or the newest."""

    def __init__(self, session: str | None = None) -> None:
        super().__init__()
        self.session = session


class SessionChosen(Message):
    """The debrief of an earlier session is wanted."""

    def __init__(self, stored: "StoredSession") -> None:
        super().__init__()
        self.stored = stored
