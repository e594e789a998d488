"""A quiet clock that counts up."""

from collections.abc import Callable

from textual.reactive import reactive
from textual.widgets import Static

from interviewer.tui.content import literal


def clock_face(seconds: float) -> str:
    """Return minutes and seconds, ``2:07``; hours are counted in minutes."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


class Stopwatch(Static):
    """Time spent on a question beside what it should take; past that it changes tone, never more."""

    running = reactive(default=True)

    def __init__(self, clock: Callable[[], float], *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id, markup=False)
        self._clock = clock
        self._base = 0.0
        self._since = clock()
        self._minutes = 0.0

    def set(self, seconds: float, minutes: float) -> None:
        """Start from ``seconds`` for a question that should take ``minutes``."""
        self._base, self._since, self._minutes = seconds, self._clock(), minutes
        self._show()

    @property
    def seconds(self) -> float:
        """Time counted so far."""
        return self._base + (max(0.0, self._clock() - self._since) if self.running else 0.0)

    def on_mount(self) -> None:
        """Tick once a second."""
        self.set_interval(1.0, self._show)

    def watch_running(self, running: bool) -> None:
        """Keep what was counted when the clock stops, and go on from there."""
        if not running:
            self._base += max(0.0, self._clock() - self._since)
        self._since = self._clock()
        self._show()

    def _show(self) -> None:
        over = self._minutes > 0 and self.seconds > self._minutes * 60
        self.set_class(over, "-over")
        self.update(literal(f"{clock_face(self.seconds)} of ~{clock_face(self._minutes * 60)}"))
