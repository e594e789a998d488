"""Scores of sessions and retention of weeks, drawn over time."""

from collections.abc import Sequence

from textual_plotext import PlotextPlot

from interviewer.progress.statistics import Retained, SessionFigures


class ScoresPlot(PlotextPlot):
    """Dots for sessions, a line for the share of key points that were still known when they came up again."""

    def __init__(
        self,
        sessions: Sequence[SessionFigures],
        retained: Sequence[Retained],
        *,
        id: str | None = None,  # noqa: A002 -- Textual's name
    ) -> None:
        super().__init__(id=id)
        self._sessions = sessions
        self._retained = retained

    def on_mount(self) -> None:
        """Draw both, days before the last session along the bottom."""
        plt = self.plt
        last = self._sessions[-1].at
        days = [(one.at - last) / 86_400 for one in self._sessions]
        plt.scatter(days, [100 * one.score for one in self._sessions], label="session score %", marker="•")
        if len(self._retained) > 1:
            newest = self._retained[-1].week
            weeks = [float((one.week - newest).days) for one in self._retained]
            plt.plot(weeks, [100 * one.share for one in self._retained], label="retention %, weekly", marker="braille")
        plt.ylim(0, 100)
        plt.xlabel("days before the last session")
