"""Draws ``docs/progress-growth.svg`` from the table of ``docs/progress.md``.

Run with ``python -m tests.benchmarks.plot_growth`` when the table has changed. Both axes are logarithmic, so what costs
as much for each answer is a straight line; a flat one does not grow.
"""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from math import log10
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PAGE, PICTURE = DOCS / "progress.md", DOCS / "progress-growth.svg"

PANELS = {
    "milliseconds": ((0.1, 1_000), ("Screen", "Opened", "Engine", "Reckoned", "Stored")),
    "megabytes": ((1, 1_000), ("File", "Memory")),
}
"""What stands over each panel, where its axis begins and ends, and the columns that it draws."""

WIDTH, HEIGHT, PANEL = 720, 300, 360
LEFT, RIGHT, TOP, BOTTOM = 44, 84, 34, 40
"""Units around what is drawn in a panel; names of lines stand to the right."""

APART = 14
"""Units between two names at the least."""

STYLE = """
svg { --ink: #1f2328; --faint: #59636e; --rule: #d1d9e0; --a: #0969da; --b: #bc4c00; --c: #1a7f37; --d: #8250df;
  --e: #bf3989; font: 11px system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { svg { --ink: #e6edf3; --faint: #9198a1; --rule: #3d444d; --a: #58a6ff;
  --b: #f0883e; --c: #3fb950; --d: #ab7df8; --e: #f778ba; } }
text { fill: var(--faint); } .head { fill: var(--ink); font-weight: 600; } .grid { stroke: var(--rule); }
polyline { fill: none; stroke-width: 2; }
"""


def main() -> None:
    PICTURE.write_text(picture(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def picture(page: str) -> str:
    """Return the table of a page as SVG.

    Raises:
        ValueError: the page has no such table.
    """
    columns = columns_of(page)
    answers = columns["Answers"]
    parts = [
        part
        for number, (unit, (ends, names)) in enumerate(PANELS.items())
        for part in _panel(PANEL * number, unit, ends, answers, {name: columns[name] for name in names})
    ]
    said = f"With {', '.join(f'{count:,g}' for count in answers)} answers: " + "; ".join(
        f"{name} in {unit}: {', '.join(f'{value:,g}' for value in columns[name])}"
        for unit, (_, names) in PANELS.items()
        for name in names
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d">'
        '<title id="t">What progress costs as a history grows</title>'
        f'<desc id="d">{escape(said)}</desc><style>{STYLE}</style>\n{"".join(parts)}</svg>\n'
    )


def columns_of(page: str) -> dict[str, list[float]]:
    """Return the figures of each column of the table that begins with answers, by its name without the unit."""
    lines = page.splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith("| Answers")), None)
    if start is None:
        raise ValueError("the page has no table of answers")
    names = [cell.partition(",")[0] for cell in _cells(lines[start])]
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([float(cell.replace(",", "")) for cell in _cells(line)])
    return {name: [row[number] for row in rows] for number, name in enumerate(names)}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _panel(
    left: float, unit: str, ends: tuple[float, float], answers: list[float], lines: Mapping[str, list[float]]
) -> Iterator[str]:
    x = _scale((answers[0], answers[-1]), (left + LEFT, left + PANEL - RIGHT))
    y = _scale(ends, (HEIGHT - BOTTOM, TOP))
    yield f'<text class="head" x="{left + LEFT}" y="{TOP - 16}">{unit}</text>'
    for power in range(round(log10(ends[0])), round(log10(ends[1])) + 1):
        at = y(10**power)
        yield f'<path class="grid" d="M{left + LEFT} {at:.1f}H{left + PANEL - RIGHT}"/>'
        yield f'<text text-anchor="end" x="{left + LEFT - 6}" y="{at + 4:.1f}">{10**power:,g}</text>'
    for count in answers:
        yield f'<text text-anchor="middle" x="{x(count):.1f}" y="{HEIGHT - BOTTOM + 18}">{count:,g}</text>'
    yield f'<text text-anchor="middle" x="{x((answers[0] * answers[-1]) ** 0.5):.1f}" y="{HEIGHT - 6}">answers</text>'
    beside = _apart({name: y(values[-1]) for name, values in lines.items()})
    for colour, (name, values) in zip("abcde", lines.items(), strict=False):
        points = [(x(count), y(value)) for count, value in zip(answers, values, strict=True)]
        path = " ".join(f"{across:.1f},{up:.1f}" for across, up in points)
        yield f'<polyline style="stroke: var(--{colour})" points="{path}"/>'
        for across, up in points:
            yield f'<circle style="fill: var(--{colour})" cx="{across:.1f}" cy="{up:.1f}" r="3"/>'
        yield (
            f'<text style="fill: var(--{colour})" x="{left + PANEL - RIGHT + 8}" y="{beside[name] + 4:.1f}">'
            f"{name} {values[-1]:,g}</text>"
        )


def _scale(ends: tuple[float, float], places: tuple[float, float]) -> Callable[[float], float]:
    low, high = map(log10, ends)
    return lambda value: places[0] + (places[1] - places[0]) * (log10(value) - low) / (high - low)


def _apart(places: Mapping[str, float]) -> dict[str, float]:
    """Return where names stand so that none covers another, each as near to its line as it can from the top down."""
    apart: dict[str, float] = {}
    last = float("-inf")
    for name, place in sorted(places.items(), key=lambda item: item[1]):
        last = apart[name] = max(place, last + APART)
    return apart


if __name__ == "__main__":
    main()
