"""A report's sections as one HTML page that needs nothing else: no script, no font, no address to load from."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from interviewer.progress.charts import Chart
from interviewer.progress.reports import Section
from interviewer.progress.tables import right
from interviewer.text import plain

SHORT = 14
"""Characters of a cell up to which it is never broken."""

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1f2328; --faint: #59636e; --rule: #d1d9e0; --fill: #0969da;
  --mark: #bc4c00; --heat0: #eff2f5; --heat1: #b6d7ff; --heat2: #6cb0f7; --heat3: #2476d2; --heat4: #0a3a7a; }
@media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --faint: #9198a1; --rule: #3d444d;
  --fill: #58a6ff; --mark: #f0883e; --heat0: #1c2128; --heat1: #143a66; --heat2: #1f5fae; --heat3: #4493f8;
  --heat4: #a5d1ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem 1rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .3rem; }
section p { color: var(--faint); margin: 0 0 .8rem; }
figure { margin: .5rem 0 1rem; }
figcaption { color: var(--faint); font-size: .85rem; }
/* Narrower, its words could not be read: a phone scrolls it. */
svg { display: block; width: 100%; min-width: 40rem; height: auto; }
svg text { font-size: 11px; fill: var(--faint); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
svg .strong { fill: var(--ink); } svg .middle { text-anchor: middle; } svg .end { text-anchor: end; }
svg .axis { stroke: var(--rule); } svg .bar, svg .dot { fill: var(--fill); }
svg .band { stroke: var(--ink); stroke-width: 1.6; fill: none; }
svg .under { stroke: var(--paper); stroke-width: 5; fill: none; }
svg .goal { stroke: var(--mark); stroke-dasharray: 4 4; }
svg .line { stroke: var(--mark); stroke-width: 2; fill: none; stroke-linejoin: round; }
svg .hollow { fill: var(--paper); stroke: var(--fill); stroke-width: 1.5; }
svg .heat0 { fill: var(--heat0); } svg .heat1 { fill: var(--heat1); } svg .heat2 { fill: var(--heat2); }
svg .heat3 { fill: var(--heat3); } svg .heat4 { fill: var(--heat4); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .5rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule);
  max-width: 24rem; overflow-wrap: break-word; }
:is(th, td):first-child { padding-left: 0; } :is(th, td):last-child { padding-right: 0; }
thead th { font-weight: 600; vertical-align: bottom; } tbody th { font-weight: inherit; max-width: 36rem; }
.n { text-align: right; } .n, .short { white-space: nowrap; }
:focus-visible { outline: 2px solid var(--fill); }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --faint: #444; --rule: #bbb; --fill: #0969da;
  --mark: #bc4c00; --heat0: #eff2f5; --heat1: #b6d7ff; --heat2: #6cb0f7; --heat3: #2476d2; --heat4: #0a3a7a; }
  body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, section p { break-after: avoid; } figure, tr { break-inside: avoid; } svg { min-width: 0; }
  .wide { overflow: visible; } }
"""


def to_html(sections: Iterable[Section], charts: Mapping[str, Chart], day: str) -> str:
    """Return a report as a page.

    Args:
        sections: its parts; whatever they say is escaped.
        charts: drawings by the key of the section that they belong to.
        day: of when it is.
    """
    title = _safe(f"Progress on {day}")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Nothing here asks for anything; this holds for whatever a browser or a title might make of it, too.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{''.join(_section(one, charts.get(one.key)) for one in sections)}</main>\n</body>\n</html>\n"
    )


def _section(section: Section, chart: Chart | None) -> str:
    kinds = _kinds(section)
    head = "".join(_cell("th", "col", cell, kind) for cell, kind in zip(section.headers, kinds, strict=True))
    rows = "\n".join(f"<tr>{_row(row, kinds)}</tr>" for row in section.rows)
    name = f"{section.key}-heading"
    return (
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{_safe(section.title)}</h2>\n'
        f"<p>{_safe(section.about)}</p>\n{_figure(section, chart) if chart else ''}"
        f"{_scrolled(section, 'table')}\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n</section>\n"
    )


def _figure(section: Section, chart: Chart) -> str:
    # Whoever hears the page is told the same by the drawing itself.
    caption = f'<figcaption aria-hidden="true">{_safe(chart.about)}</figcaption>'
    return f"<figure>\n{_scrolled(section, 'chart')}\n{chart.svg}\n</div>\n{caption}\n</figure>\n"


def _scrolled(section: Section, what: str) -> str:
    """Return the opening of what may be wider than the page: it can be reached and scrolled with the keyboard."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{_safe(section.title)}, {what}">'


def _kinds(section: Section) -> list[str]:
    """Return for each column how its cells stand: figures to the right, and few words on one line."""
    columns = zip(*section.rows, strict=True)
    short = (all(len(cell) <= SHORT for cell in column) for column in columns)
    return ["n" if flush else "short" if few else "" for flush, few in zip(right(section), short, strict=True)]


def _row(row: Sequence[str], kinds: Sequence[str]) -> str:
    first, *others = zip(row, kinds, strict=True)
    return _cell("th", "row", *first) + "".join(_cell("td", "", *cell) for cell in others)


def _cell(tag: str, scope: str, words: str, kind: str) -> str:
    attributes = {"scope": scope, "class": kind}
    said = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    return f"<{tag}{said}>{_safe(words)}</{tag}>"


def _safe(words: str) -> str:
    return escape(" ".join(plain(words).split()))
