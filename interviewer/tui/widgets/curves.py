"""Live curves: what a submission gives to ``plot``."""

import math
from typing import Any

from textual.containers import Vertical

MOST_CURVES = 4
"""Curves that are drawn; more would hide each other."""

MOST_POINTS = 400
"""Points of a curve that are drawn, evenly taken from all of it."""


class Curves(Vertical):
    """A plot of named curves; hidden while there are none.

    The plotting library is loaded with the first point: most challenges have no curve.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id, classes=classes)
        self.curves: dict[str, list[tuple[int, float]]] = {}
        self._plot: Any = None
        self._fresh = False
        self._paused = False

    def pause(self) -> None:
        """Let the next point begin its curves anew: every case draws its own."""
        self._paused = True

    def forget(self) -> None:
        """Take every curve away."""
        self.curves.clear()
        self._fresh = self._paused = False
        self.add_class("-hidden")

    def add(self, name: str, step: int, value: float) -> None:
        """Add a point; what is not finite leaves a gap."""
        if self._paused:
            self._paused = False
            self.curves.clear()
        if name in self.curves or len(self.curves) < MOST_CURVES:
            self.curves.setdefault(name, []).append((step, value))
            self._fresh = True

    def draw(self) -> None:
        """Draw what has come since the last time."""
        if not self._fresh:
            return
        self._fresh = False
        self.remove_class("-hidden")
        if self._plot is None:
            from textual_plotext import PlotextPlot

            self._plot = PlotextPlot()
            self.mount(self._plot)
        plt = self._plot.plt
        plt.clear_data()
        plt.clear_figure()
        for name, points in self.curves.items():
            drawn = [point for point in _evenly(points) if math.isfinite(point[1])]
            if drawn:
                label = f"{name} {drawn[-1][1]:.4g}"
                plt.plot([step for step, _ in drawn], [value for _, value in drawn], label=label, marker="braille")
        self._plot.refresh()


def _evenly(points: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return at most :data:`MOST_POINTS` of the points, the last always among them."""
    stride = -(-len(points) // MOST_POINTS)
    return points[:: stride or 1] if (len(points) - 1) % (stride or 1) == 0 else [*points[::stride], points[-1]]
