"""A report's sections as one HTML page that needs nothing else: no script, no font, no address to load from."""

from collections.abc import Iterable, Mapping
from html import escape

from interviewer.progress.reports import Section
from interviewer.progress.tables import right
from interviewer.text import plain

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
svg { display: block; width: 100%; height: auto; margin: .5rem 0 1rem; overflow: visible; }
svg text { font-size: 11px; fill: var(--faint); }
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
th, td { padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule);
  overflow-wrap: anywhere; }
th { font-weight: 600; } .n { text-align: right; white-space: nowrap; }
:focus-visible { outline: 2px solid var(--fill); }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --faint: #444; --rule: #bbb; --fill: #0969da;
  --mark: #bc4c00; --heat0: #eff2f5; --heat1: #b6d7ff; --heat2: #6cb0f7; --heat3: #2476d2; --heat4: #0a3a7a; }
  body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, section p { break-after: avoid; } svg, tr { break-inside: avoid; } .wide { overflow: visible; } }
"""


def to_html(sections: Iterable[Section], charts: Mapping[str, str], day: str) -> str:
    """Return a report as a page.

    Args:
        sections: its parts; whatever they say is escaped.
        charts: ``<svg>`` elements by the key of the section that they belong to.
        day: of when it is.
    """
    title = _safe(f"Progress on {day}")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Nothing here asks for anything; this holds for whatever a browser or a title might make of it, too.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{''.join(_section(one, charts.get(one.key, '')) for one in sections)}</main>\n</body>\n</html>\n"
    )


def _section(section: Section, chart: str) -> str:
    flush = right(section)
    head = "".join(_cell("th", cell, to_right) for cell, to_right in zip(section.headers, flush, strict=True))
    rows = "\n".join(
        f"<tr>{''.join(_cell('td', cell, to_right) for cell, to_right in zip(row, flush, strict=True))}</tr>"
        for row in section.rows
    )
    name = f"{section.key}-heading"
    return (
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{_safe(section.title)}</h2>\n'
        f"<p>{_safe(section.about)}</p>\n{chart}\n"
        # A table that has to be scrolled can be reached and scrolled with the keyboard.
        f'<div class="wide" tabindex="0" role="region" aria-label="{_safe(section.title)}, table">\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n</section>\n"
    )


def _cell(tag: str, words: str, to_right: bool) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    kind = ' class="n"' if to_right else ""
    return f"<{tag}{scope}{kind}>{_safe(words)}</{tag}>"


def _safe(words: str) -> str:
    return escape(" ".join(plain(words).split()))
