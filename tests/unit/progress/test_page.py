"""The page of charts and tables: what those see and hear who read it on paper, on a phone or with a screen reader."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from interviewer.progress.charts import charts, retention_chart, sessions_chart
from interviewer.progress.reports import Section
from interviewer.progress.statistics import DayFigures, Retained, SessionFigures
from interviewer.progress.web_page import to_html
from tests.unit.progress.test_reports import NOW, TODAY, full, names, page

DAY = 86_400.0
SCHEMES = (":root { color-scheme: light dark", "prefers-color-scheme: dark", "@media print")


def contrast(one: str, other: str) -> float:
    """Return how far two colours lie apart, 1 to 21, as WCAG 2 reckons it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_and_marks_stand_out_from_the_paper(scheme: str) -> None:
    rules = page(full()).split(scheme)[1].split("}")[0]
    colours = dict(re.findall(r"--(\w+): (#\w+)", rules))
    for words in ("ink", "faint"):
        assert contrast(colours[words], colours["paper"]) >= 4.5, words
    for marks in ("fill", "mark", "heat4"):
        assert contrast(colours[marks], colours["paper"]) >= 3, marks


def test_every_chart_is_told_to_those_who_cannot_see_it() -> None:
    made = charts(full(), names(), TODAY)
    assert set(made) == {"topics", "sessions", "days", "retained", "forecast"}
    ids: list[str] = []
    for key, chart in made.items():
        root = ET.fromstring(chart.svg)
        title, about = root[0], root[1]
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == title.get("id")
        assert root.get("aria-describedby") == about.get("id")
        assert title.text
        assert about.text == chart.about, key
        ids += [str(title.get("id")), str(about.get("id"))]
    assert len(set(ids)) == len(ids)


def test_what_marks_mean_is_told_to_those_who_see_them() -> None:
    text = page(full())
    for chart in charts(full(), names(), TODAY).values():
        assert f'<figcaption aria-hidden="true">{chart.about}</figcaption>' in text


def test_every_table_has_headers_for_columns_and_rows() -> None:
    text = page(full())
    for table in re.findall("<table>.*?</table>", text, re.DOTALL):
        head, body = table.split("<tbody>")
        assert head.count("<th") - head.count("<thead") == head.count('<th scope="col"') > 1
        rows = body.split("<tr>")[1:]
        assert rows
        assert all(row.startswith('<th scope="row"') and row.count("<th") == 1 for row in rows)


def test_few_words_are_never_broken_and_many_are() -> None:
    section = Section("k", "T", "A.", ("What", "Last time", "N"), (("x" * 15, "contradicted", "1 of 12"),))
    text = to_html([section], {}, "2026-03-04")
    assert f'<th scope="row">{"x" * 15}</th><td class="short">contradicted</td><td class="n">1 of 12</td>' in text
    style = text.split("<style>")[1].split("</style>")[0]
    assert "white-space: nowrap" in next(line for line in style.splitlines() if ".short" in line)
    assert "anywhere" not in style, "a word would be broken before a table is scrolled"


def test_days_below_a_chart_never_stand_on_one_another() -> None:
    rare = [Retained(TODAY - timedelta(days=TODAY.weekday(), weeks=weeks), 0.9, 9) for weeks in (50, 3, 2, 1, 0)]
    many = [SessionFigures(f"s{n}", NOW + n * DAY, 0.5, 8, review=False) for n in range(11)]
    for chart in (retention_chart(rare, TODAY), sessions_chart(many), sessions_chart(many * 20)):
        places = [float(x) for x in re.findall(r'class="middle" x="([\d.]+)"', chart.svg)]
        assert len(places) >= 2
        assert all(after - before >= 60 for before, after in pairwise(places))


def test_a_year_without_practice_draws_no_empty_chart() -> None:
    long_ago = TODAY - timedelta(weeks=60)
    figures = replace(
        full(),
        days=(DayFigures(long_ago, 1, 5.0, 0.5),),
        retained=(Retained(long_ago, 0.5, 20),),
        forecast=(0,) * 14,
    )
    assert set(charts(figures, names(), TODAY)) == {"topics", "sessions"}
