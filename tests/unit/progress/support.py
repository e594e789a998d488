"""What several tests of progress do."""

from collections.abc import Sequence

from interviewer.progress.history import History
from interviewer.progress.outcomes import Outcome, learn, put


def store(history: History, session: str, event: int, outcomes: Sequence[Outcome]) -> None:
    """Put a session's outcomes into a history and learn from them, as reckoning does."""
    put(history, session, event, outcomes)
    learn(history)
