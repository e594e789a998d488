"""Reports of progress as text, Markdown, a page for a browser, JSON, CSV and flashcards."""

import csv
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.progress.charts import charts
from interviewer.progress.exports import missed_of, to_csv, to_json
from interviewer.progress.flashcards import flashcard, to_anki
from interviewer.progress.goals import Goal
from interviewer.progress.history import History
from interviewer.progress.judgement import Judgement
from interviewer.progress.mastery import Standing
from interviewer.progress.names import Names
from interviewer.progress.outcomes import Outcome
from interviewer.progress.reports import TOO_FEW, Section, sections
from interviewer.progress.standings import SkillFigures, TopicFigures
from interviewer.progress.statistics import (
    DayFigures,
    Held,
    Pacing,
    Progress,
    Retained,
    SessionFigures,
    Solved,
    Today,
    WeakPoint,
    progress,
)
from interviewer.progress.tables import to_markdown, to_text
from interviewer.progress.web_page import to_html
from tests.unit.interview.support import DROPOUT, lookup
from tests.unit.progress.support import store

TODAY = date(2026, 3, 4)
NOW = 1_772_000_000.0
NOTHING = progress(History.in_memory(), 1_772_600_000.0)
HOSTILE = '<script>alert(1)</script> & "x" | *b* `c`\n[l](u)'


def full(title: str = "cnn") -> Progress:
    """Return figures of every kind; ``title`` stands wherever an id does."""
    topics = (
        TopicFigures(title, Standing(0.7, 0.6, 0.8, 9), 4, 0.05, 3, NOW),
        TopicFigures("norm", Standing(0.5, 0.3, 0.7, 2), 1, None, 0, NOW),
    )
    days = tuple(DayFigures(TODAY - timedelta(days=n), n + 1, 5.0 * n, 0.5) for n in range(30, -1, -1))
    sessions = tuple(
        SessionFigures(f"s{n}", 1_770_000_000.0 + n * 86_400, n / 20, 4, review=n % 3 == 0) for n in range(20)
    )
    retained = tuple(Retained(date(2026, 1, 5) + timedelta(weeks=n), 0.8 + n / 50, 10) for n in range(6))
    return Progress(
        today=Today(3, 12.0, 5, 1, 4, 2, 90, 600.0),
        topics=topics,
        skills=(
            SkillFigures("shapes", Standing(0.6, 0.5, 0.7, 8), NOW),
            SkillFigures(title, Standing(0.6, 0.5, 0.7, 2), NOW),
        ),
        judgement=Judgement(6, 0.7, 0.5),
        days=days,
        sessions=sessions,
        retained=retained,
        forecast=(5, 1, 0, 2, *[0] * 10),
        weak=(WeakPoint("demo.dropout", "zeroes", 2, 3, "miss"), WeakPoint(title, title, 1, 1, "hit")),
        mistakes=(Held("demo.dropout", "always-on", 2, 1, last_repaired=False),),
        pacing=(Pacing(title, 1.4, 9),),
        solved=(Solved(title, 2, solved=True, ratio=1.1), Solved("nms", 1, solved=False, ratio=None)),
        goal=Goal(TODAY + timedelta(days=9), 3),
    )


def names() -> Names:
    return Names(lookup, {"norm": "Normalization"})


def page(figures: Progress) -> str:
    return to_html(sections(figures, names(), TODAY), charts(figures, names(), TODAY), TODAY.isoformat())


class Tags(HTMLParser):
    """Checks that tags are closed in order, and keeps what there is."""

    VOID = frozenset({"meta", "br", "hr", "img", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    tags.close()
    assert tags.open == []
    return tags


@pytest.mark.parametrize("figures", [NOTHING, full()], ids=["nothing", "full"])
def test_a_text_fits_the_terminal(figures: Progress) -> None:
    for width in (30, 60, 80):
        text = to_text(sections(figures, names(), TODAY), width)
        assert text
        assert max(map(len, text.splitlines())) <= width


def test_words_and_figures_stay_whole_where_they_fit() -> None:
    titles = ("Weight initialization", "Representations and latent spaces", "Backpropagation and gradients")
    topics = ("Topic", "Mastery", "Band", "Answers", "Sessions", "Trend", "Due", "Last asked")
    rows = tuple((title, TOO_FEW, "40%–79%", "1,000", "86", "+10", "32", "2026-11-20") for title in titles)
    points = ("Key point", "Missed", "Last time", "Question")
    weak = ((f"{'The mean is taken over the batch and all positions. ' * 3}", "11 of 12", "contradicted", "Why " * 15),)
    text = to_text([Section("a", "A", "A.", topics, rows), Section("b", "B", "B.", points, weak)])
    assert max(map(len, text.splitlines())) <= 80
    assert {word for title in titles for word in title.split()} <= set(text.split())
    assert "11 of 12  contradicted" in text


def test_a_table_wraps_where_it_grows_least() -> None:
    rows = (("word " * 30, "asks " * 10),) * 4
    head, *lines = to_text([Section("k", "T", "A.", ("Long", "Short"), rows)]).splitlines()[3:]
    assert len(lines) == 1 + 4 * 3, head


def test_rows_stand_below_one_another_where_words_do_not_fit_side_by_side() -> None:
    row = ("Weight initialization", "30%", "2026-11-20")
    section = Section("k", "T", "A.", ("Topic", "Mastery", "Last asked"), (row,))
    for width, lines in (
        (42, ["Weight initialization      30%  2026-11-20"]),
        (40, [f"{'Weight':19}      30%  2026-11-20", "initialization"]),
        (34, ["Weight initialization", "  Mastery: 30%; Last asked:", "  2026-11-20"]),
    ):
        assert to_text([section], width).splitlines()[-len(lines) :] == lines, width


def test_a_word_longer_than_the_line_is_broken() -> None:
    text = to_text([Section("k", "T", "A.", ("h", "i"), (("x" * 5_000, "y" * 70),))], 60)
    assert max(map(len, text.splitlines())) <= 60
    assert text.count("x") == 5_000


def test_a_wide_terminal_is_used_and_sentences_stay_readable() -> None:
    statement = "word " * 20
    lines = to_text([Section("k", "T", statement * 3, ("h",), ((statement,),))], 110).splitlines()
    assert max(map(len, lines[1:3])) <= 80
    assert lines[-1] == statement.strip()


def test_tables_hold_the_weakest_skills_and_the_beginning_of_questions() -> None:
    many = tuple(SkillFigures(f"skill{n}", Standing(0.5, 0.4, 0.6, 3), NOW) for n in range(50))
    few = tuple(SkillFigures(f"new{n}", Standing(0.5, 0.4, 0.6, 2), NOW) for n in range(50))
    weak = (WeakPoint("demo.long", "p", 1, 1, "miss"), WeakPoint("w" * 90, "p", 1, 1, "miss"))
    asked = {"demo.long": DROPOUT.model_copy(update={"prompt": "How would you explain what dropout does " * 5})}
    made = sections(replace(full(), skills=many + few, weak=weak), Names(asked.__getitem__, {}), TODAY)
    tables = {one.key: one.rows for one in made}
    assert [row[0] for row in tables["skills"]] == [f"skill{n}" for n in range(20)]
    assert [row[-1] for row in tables["weak"]] == ["How would you explain what dropout does How would you…", "w" * 90]


def test_a_short_time_is_told_in_minutes() -> None:
    for minutes, told in ((1.0, "1 minute"), (119.0, "119 minutes"), (120.0, "2.0 hours")):
        made = replace(full(), today=replace(full().today, total_minutes=minutes))
        assert sections(made, names(), TODAY)[0].rows[-1][1].endswith(f" in {told}")


def test_names_of_the_bank_stand_for_ids() -> None:
    text = to_text(sections(full(), names(), TODAY), 200)
    assert "Normalization" in text
    assert "It zeroes random units." in text
    assert "Dropout is at work at test time too." in text
    assert "nms" in text, "an id that the bank has no more is shown as it is"


def test_figures_that_rest_on_too_little_are_not_shown() -> None:
    topics = next(one for one in sections(full(), names(), TODAY) if one.key == "topics")
    few = next(row for row in topics.rows if row[0] == "Normalization")
    assert TOO_FEW in few
    assert not any("50%" in cell for cell in few)


def test_every_section_explains_itself_and_is_a_table() -> None:
    made = sections(full(), names(), TODAY)
    assert len({one.key for one in made}) == len(made)
    for one in made:
        assert one.about.endswith(".")
        assert one.rows
        assert all(len(row) == len(one.headers) for row in one.rows)


def test_a_page_needs_nothing_but_itself() -> None:
    text = page(full())
    tags = read(text)
    assert "script" not in tags.seen
    assert "link" not in tags.seen
    assert "://" not in re.sub(r'xmlns="[^"]*"', "", text)
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert tags.seen.count("svg") == 5


def test_charts_are_drawn_for_any_amount() -> None:
    for figures in (NOTHING, full(), replace(full(), sessions=full().sessions[:1], retained=full().retained[:1])):
        for chart in charts(figures, names(), TODAY).values():
            root = ET.fromstring(chart.svg)
            assert [child.tag for child in root][:2] == ["title", "desc"]
            numbers = re.findall(r'\b(?:x|y|cx|cy|width|height)="(-?[\d.]+|nan|inf)"', chart.svg)
            assert all(number not in {"nan", "inf"} for number in numbers)


@given(st.text(max_size=60) | st.just(HOSTILE))
@settings(max_examples=60, deadline=None)
def test_no_text_of_others_is_read_as_markup(text: str) -> None:
    tags = read(page(full(text)))
    assert "script" not in tags.seen
    section = Section("k", "T", "A.", ("h",), ((text,),))
    table = to_markdown([section], "2026-03-04").splitlines()
    rows = [line for line in table if line.startswith("|")]
    assert len(rows) == 3
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 2 for row in rows)


def test_json_is_stable_and_whole() -> None:
    made = json.loads(json.dumps(to_json(full(), names(), 1_772_600_000.0)))
    assert made["format"] == 1
    assert made["today"] == {
        "answers": 3,
        "minutes": 12.0,
        "due": 5,
        "to_review": 3,
        "reviewed": 1,
        "reviews_a_day": 4,
        "streak": 2,
        "total": 90,
        "total_minutes": 600.0,
    }
    assert [(skill["id"], skill["enough"]) for skill in made["skills"]] == [("shapes", True), ("cnn", False)]
    assert made["goal"] == {
        "day": "2026-03-13",
        "level": 3,
        "days": 10,
        "behind": ["norm"],
        "topics_today": ["norm"],
        "answers_today": 1,
    }
    assert made["judgement"] == {"ratings": 6, "rated": 0.7, "scored": 0.5}
    assert [topic["id"] for topic in made["topics"]] == ["cnn", "norm"]
    assert made["topics"][1]["enough"] is False
    assert len(made["sessions"]) == 20


def test_csv_of_nothing_is_a_header() -> None:
    header = "session,number,at,question,topic,level,score,unaided,rating,seconds,review,solved,ratio"
    assert to_csv(History.in_memory()).strip() == header
    assert missed_of(History.in_memory()) == []


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_of_a_csv_is_a_formula(formula: str) -> None:
    history = History.in_memory()
    history.begin(formula, NOW, {})
    store(history, formula, 1, [Outcome(0, formula, formula, 1, NOW, "2026-02-25", 60.0, 2.0, 0.5, None)])
    _, row = csv.reader(StringIO(to_csv(history)))
    assert [row[n] for n in (0, 3, 4)] == [f"'{formula}"] * 3
    assert (row[1], row[5], row[6], row[7]) == ("1", "1", "0.5", "")


def test_flashcards_of_what_was_missed(tmp_path: Path) -> None:
    card = flashcard(DROPOUT, "training-only")
    assert card is not None
    assert flashcard(DROPOUT, "gone") is None
    traced = DROPOUT.model_copy(update={"sources": ["seed:day04-03", "https://pytorch.org"]})
    assert (found := flashcard(traced, "training-only"))
    assert found.sources == ("https://pytorch.org",), "nobody can look up the other"
    deck = to_anki([card], 1_772_600_000.0)
    with zipfile.ZipFile(BytesIO(deck)) as packed:
        packed.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as collection:
        fields = " ".join(row[0] for row in collection.execute("SELECT flds FROM notes"))
        ((tags,),) = collection.execute("SELECT tags FROM notes")
        ((decks,),) = collection.execute("SELECT decks FROM col")
        assert collection.execute("SELECT count(*) FROM cards c JOIN notes n ON n.id = c.nid").fetchone() == (1,)
        assert collection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    collection.close()
    assert "What does dropout do?" in fields
    assert "It is off at test time." in fields
    assert tags.split() == ["demo"]
    assert "interviewer: missed key points" in {deck["name"] for deck in json.loads(decks).values()}
    again = to_anki([card], 1_772_700_000.0)
    assert guids(deck, tmp_path) == guids(again, tmp_path), "imported again, it updates"


def guids(deck: bytes, folder: Path) -> set[str]:
    with zipfile.ZipFile(BytesIO(deck)) as packed:
        packed.extract("collection.anki2", folder)
    collection = sqlite3.connect(folder / "collection.anki2")
    found = {row[0] for row in collection.execute("SELECT guid FROM notes")}
    collection.close()
    return found
