"""What is imported after the first paint."""

from interviewer.tui.services import loading


def load_screens() -> None:
    """Import what home does without: the other screens, and with them pydantic and a Markdown parser; takes 100 ms."""
    with loading():
        import interviewer.tui.screens.challenge
        import interviewer.tui.screens.challenges
        import interviewer.tui.screens.debrief
        import interviewer.tui.screens.interview
        import interviewer.tui.screens.sessions  # noqa: F401 -- imported for what it loads


def load_progress() -> None:
    """Import the screens of progress, and with them the plotting library."""
    with loading():
        import interviewer.tui.screens.attempts
        import interviewer.tui.screens.progress  # noqa: F401 -- imported for what it loads
