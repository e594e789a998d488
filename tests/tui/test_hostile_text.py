"""Text that would be markup, an action, an escape sequence or a reversed line is shown as what it is, everywhere."""

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList, Select, Static

import interviewer.tui
from interviewer.interview.events import Mode
from interviewer.knowledge.bank import Bank
from interviewer.text import HARMFUL, plain
from interviewer.tui.content import literal, without_markup
from interviewer.tui.services import Services
from interviewer.tui.widgets.prose import Prose
from interviewer.tui.widgets.topic_list import TopicList
from tests.tui.conftest import OpenUi
from tests.tui.support import QuickGrader, Ui, interface, make_services, start, strips_of

ATTACKS = {
    "action": "[@click=app.quit]free[/]",
    "closing tag": "so [/x] and [/] it",
    "index": "a[i]",
    "generic": "list[int]",
    "attribute": "arr[x]=1",
    "style": "[bold red]loud[/bold red] [$error]x[/]",
    "shape": "shape [batch] of [tokens]",
    "escape": "a\x1b[31mb\x1b]0;title\x07c\x1b[2J",
    "c1": "a\x9b31mb\x9dc\x85d",
    "bidi": "abc\u202edef\u2066g\u200f",
    "null": "a\x00b\x7fc\x08\x08d",
    "emoji": "👩\u200d🔬 👍🏽 ✓ fine",
    "cjk": "卷积神经网络と畳み込み",
    "rtl": "שכבת נרמול العربية",
    "combining": "e\u0301t\u0302 Z̈ n\u0303",
    "tag": "a\U000e0041b\ufeff\u200bc",
    "tab": "a\tb\r\nc\rd",
    "html": "List<int> &#x202e; &amp; <b>",
}
GROUPS = {
    "markup": ("action", "closing tag", "index", "generic", "attribute", "style", "shape", "html"),
    "controls": ("escape", "c1", "bidi", "null", "tag", "tab"),
    "scripts": ("emoji", "cjk", "rtl", "combining"),
}
TEXTS = {name: " ; ".join(ATTACKS[one] for one in group) for name, group in GROUPS.items()}
"""Several attacks at once, since opening every screen takes a second."""

LONG = "word " * 2000
LINES = "\n".join(f"line {n}" for n in range(300))

PLACE = "PLACEHOLDER"
"""Stands in the files of the attacked bank, whose reader would refuse what is put in its place."""


def hostile(services: Services, text: str) -> None:
    """Put ``text`` in the place of a word in everything that the bank holds."""
    bank = services.bank
    assert isinstance(bank, Bank)
    quoted = json.dumps(text, ensure_ascii=False)[1:-1].encode("utf-8", "surrogatepass")
    bodies = tuple(body.replace(PLACE.encode(), quoted) for body in bank.bodies)
    topics = tuple(topic._replace(title=topic.title.replace(PLACE, text)) for topic in bank.topics)
    services.bank = replace(bank, bodies=bodies, topics=topics)


class HostileServices(Services):
    """Services whose bank is full of ``text``."""

    text = ""

    def open(self) -> None:
        super().open()
        hostile(self, self.text)


def write_hostile_bank(folder: Path) -> Path:
    folder.mkdir(parents=True)
    question = {
        "id": "bad.one",
        "kind": "choose",
        "level": 1,
        "prompt": f"Prompt {PLACE} end",
        "options": [
            {"id": "a", "text": f"Option {PLACE} end", "correct": True, "why": f"Why {PLACE} end"},
            {"id": "b", "text": "Other", "why": "No."},
        ],
        "key_points": [
            {"id": "p", "statement": f"Statement {PLACE} end", "concepts": [["good"]], "hints": [f"Hint {PLACE} end"]},
            {"id": "q", "statement": "More", "concepts": [["more"]]},
        ],
        "misconceptions": [
            {"id": "m", "statement": f"Belief {PLACE} end", "concepts": [["evil"]], "correction": f"Truth {PLACE} end"}
        ],
        "follow_ups": [{"ask": f"Deeper {PLACE} end"}],
        "model_answer": f"Model {PLACE} end",
    }
    topic = {"topic": "bad", "title": f"Title {PLACE} end", "questions": [question]}
    (folder / "bad.yaml").write_text(json.dumps(topic, indent=1))
    return folder


def squashed(text: str) -> str:
    """Return a text without blanks and without the frames that lines are wrapped in."""
    return "".join(character for character in text if not character.isspace() and character not in "█│▎▌▊")


def shown_by(widget: Widget) -> str:
    """Return every character that a widget and its children paint, scrolled out of sight or not."""
    leaves = [child for child in widget.walk_children(Widget) if not child.children] or [widget]
    return squashed("".join(strip.text for leaf in leaves for strip in strips_of(leaf)))


def assert_clean(strips: list[Strip]) -> None:
    """Nothing that a terminal obeys, nothing to click."""
    for strip in strips:
        assert not HARMFUL.search(strip.text), ascii(strip.text)
        assert not set(strip.text) & {"\n", "\t", "\r"}, ascii(strip.text)
        for segment in strip:
            assert segment.style is None or "@click" not in segment.style.meta, segment


def assert_shows(ui: Ui, text: str, *, before: str = "", after: str = "") -> None:
    assert_clean(ui.strips())
    wanted = before + squashed(plain(text)) + after
    assert wanted in shown_by(ui.app.screen), ui.text()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_an_answer_is_shown_as_it_was_typed(open_ui: OpenUi, text: str) -> None:
    async with open_ui() as ui:
        await start(ui)
        ui.box.insert(f"It zeroes {text} units")
        await ui.settle()
        assert_shows(ui, text, before="Itzeroes", after="units")
        await ui.press("f2")
        assert_shows(ui, text, before="Itzeroes", after="units")
        await ui.press("f5")
        assert_shows(ui, text, before="Itzeroes", after="units")
        await ui.press("enter")
        assert ui.debrief.debrief.questions[0].answer.startswith("It zeroes")
        assert_shows(ui, text, before="Itzeroes", after="units")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_the_bank_is_shown_as_it_was_written(own_home: Path, tmp_path: Path, text: str) -> None:
    made = make_services(own_home, write_hostile_bank(tmp_path / "bad"))
    services = HostileServices(made.paths, made.bank_folder, made.clock, made.seed, grader=QuickGrader())
    services.text = text
    words = squashed(plain(text))
    async with interface(services, size=(120, 40)) as ui:
        assert_clean(ui.strips())
        topics = ui.home.query_one(TopicList)
        assert f"Title{words}end" in shown_by(topics)
        await ui.press("s")
        assert_shows(ui, text, before="Prompt", after="end")
        assert_shows(ui, text, before="Option", after="end")
        await ui.press("f3")
        assert_shows(ui, text, before="Hint", after="end")
        await ui.answer("an evil good answer, and more")
        assert_shows(ui, text, before="elief", after="end")
        await ui.answer("a good answer and more of it")
        assert_clean(ui.strips())
        await ui.press("f5")
        for before in ("Statement", "Belief", "Truth", "Why", "Model"):
            assert_shows(ui, text, before=before, after="end")
        await ui.press("enter")
        for before in ("Prompt", "Statement", "Belief", "Truth", "Model"):
            assert_shows(ui, text, before=before, after="end")
        questions = ui.debrief.query_one("#questions", OptionList)
        assert_clean(strips_of(questions))


async def test_notices_are_shown_as_they_are(open_ui: OpenUi) -> None:
    async with open_ui(size=(120, 60)) as ui:
        for number, text in enumerate(ATTACKS.values()):
            ui.app.notify(f"begin {text} end", title=f"title {text}", timeout=60)
            ui.home.notify(f"again{number} {text} end", timeout=60, markup=False)
        await ui.until(lambda: len(ui.app.screen.query("Toast")) == 2 * len(ATTACKS))
        await ui.settle()
        assert_clean(ui.strips())
        painted = shown_by(ui.app.screen)
        for number, text in enumerate(ATTACKS.values()):
            assert f"again{number}{squashed(plain(text))}end" in painted
            if "[" not in text:
                assert f"begin{squashed(plain(text))}end" in painted


async def test_textuals_own_notices_lose_their_markup(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await ui.press("ctrl+c")
        assert [notice.message for notice in ui.notices] == ["Press ctrl+q to quit the app"]


def test_broken_markup_is_shown_as_it_is() -> None:
    assert without_markup("a [b]c[/b]").plain == "a c"
    assert without_markup("saved [/x]").plain == "saved [/x]"


async def test_a_session_with_an_odd_topic_is_listed(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        plan = {"questions": ["a\x1b[31m\u202e[/x].b"], "mode": "[@click=app.quit]free[/]"}
        ui.history.begin("odd", ui.clock(), plan)
        await ui.press("h")
        assert_shows(ui, "a\x1b[31m\u202e[/x]")
        assert_shows(ui, "[@click=app.quit]free[/]")
        await ui.press("escape")
        assert ui.home.query_one("#unfinished-text", Static)
        assert_clean(ui.strips())


@pytest.mark.parametrize("text", [LONG, LINES], ids=["10,000 characters", "300 lines"])
async def test_long_answers(open_ui: OpenUi, text: str) -> None:
    async with open_ui() as ui:
        await start(ui)
        ui.box.insert(text)
        await ui.settle()
        assert ui.box.text == text
        assert_clean(ui.strips())
        await ui.press("f2")
        assert ui.session.round.answers == (text,)
        assert_shows(ui, text)
        await ui.press("f5")
        assert_shows(ui, text)
        await ui.press("enter")
        assert_shows(ui, text)


async def test_what_is_pasted_is_cleaned(open_ui: OpenUi) -> None:
    from textual.events import Paste

    async with open_ui() as ui:
        await start(ui)
        ui.app.post_message(Paste("a\x1b[31mb\u202e\r\nc[/x]"))
        await ui.settle()
        assert ui.box.text == "a[31mb\nc[/x]"


async def test_nothing_in_a_question_can_be_clicked(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        text = "[free](https://x.org) ![i](y) <https://x.org> https://x.org\n\n[a]: https://x.org"
        prose = Prose(text)
        await ui.home.query_one("#body").mount(prose)
        await ui.settle()
        assert_clean(ui.strips())
        assert squashed(plain(text)) in shown_by(prose)


async def test_a_code_block_keeps_every_character(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        await start(ui, mode=Mode.INTERVIEW, level=4)
        if ui.conductor.question.id != "demo.choose":
            await ui.press("f5")
        assert_shows(ui, "def f(a, i):\n    return a[i] * 2")
        assert_shows(ui, "four, list[int] or not")


SOURCES = sorted(Path(interviewer.tui.__file__).parent.rglob("*.py"))
SAFE_MAKERS = {
    "literal",
    "lines_of",
    "highlighted",
    "marked",
    "score_line",
    "_entry",
    "_headline",
    "_label",
    "assemble",
    "Option",
}
PAINTERS = {"Static", "Label", "Button", "Option", "OptionList", "notify", "Checkbox", "RadioButton", "Collapsible"}
TITLES = {"border_title", "border_subtitle", "tooltip", "label"}


def is_safe(value: ast.expr) -> bool:
    """Return whether an expression is a plain literal or makes a Content."""
    match value:
        case ast.Constant():
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in SAFE_MAKERS
        case ast.Starred(value=ast.GeneratorExp(elt=inner)):
            return is_safe(inner)
        case ast.Name(id="statement"):
            return True
        case _:
            return False


def unsafe(tree: ast.AST) -> list[int]:
    """Return the lines where words that are not the program's own could be read as markup."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            plain_text = any(
                word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
                for word in node.keywords
            )
            painted = [
                *(node.args if name == "OptionList" else node.args[:1]),
                *(word.value for word in node.keywords if word.arg in {"label", "prompt", "content"}),
            ]
            if name in PAINTERS and not plain_text and not all(map(is_safe, painted)):
                lines.append(node.lineno)
            if name == "update" and not all(map(is_safe, node.args)):
                lines.append(node.lineno)
        elif isinstance(node, ast.Assign):
            named = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
            if named & TITLES and not is_safe(node.value):
                lines.append(node.lineno)
    return lines


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_text_of_others_is_read_as_markup(source: Path) -> None:
    assert unsafe(ast.parse(source.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    ["Static(x)", "notify(f'{x}')", "self.border_title = x", "w.update(x)", "Button(label=x)", "Option(a + b)"],
)
def test_the_lint_finds_what_it_should(code: str) -> None:
    assert unsafe(ast.parse(code)) == [1]


def test_literal_content_has_no_markup() -> None:
    content = literal("[b]x[/b]", "bold")
    assert content.plain == "[b]x[/b]"


async def test_choices_hold_only_the_programs_own_words(open_ui: OpenUi) -> None:
    async with open_ui() as ui:
        for select in ui.home.query(Select):
            select.expanded = True
            await ui.settle()
            assert_clean(ui.strips())
            select.expanded = False
