"""Scores of sessions and retention of weeks, drawn over time."""

from collections.abc import Sequence
from datetime import date

from textual_plotext import PlotextPlot

from interviewer.progress.days import local_day
from interviewer.progress.statistics import Retained, SessionFigures

PARTS = 3
"""Into how many parts dates divide the time that is drawn."""


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
        """Draw both over local days."""
        plt = self.plt
        days = [float(local_day(one.at).toordinal()) for one in self._sessions]
        plt.scatter(days, [100 * one.score for one in self._sessions], label="session score %", marker="•")
        if len(self._retained) > 1:
            weeks = [float(one.week.toordinal()) for one in self._retained]
            plt.plot(weeks, [100 * one.share for one in self._retained], label="retention %, weekly", marker="braille")
            days += weeks
        plt.ylim(0, 100)
        plt.yticks([0, 25, 50, 75, 100])
        first, last = int(min(days)), int(max(days))
        ticks = sorted({float(first + round((last - first) * part / PARTS)) for part in range(PARTS + 1)})
        plt.xticks(ticks, [date.fromordinal(int(tick)).isoformat() for tick in ticks])
