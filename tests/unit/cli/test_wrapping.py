"""Prose in columns."""

from hypothesis import given
from hypothesis import strategies as st

from interviewer.cli.wrapping import code, hanging, prose, verbatim
from interviewer.text import HARMFUL

WIDTHS = st.integers(20, 120)


def test_paragraphs_are_filled_and_gaps_stay() -> None:
    text = "One line\nthat goes on.\n\nAnother paragraph of some ten words or a few more."
    assert prose(text, 30).split("\n") == [
        "One line that goes on.",
        "",
        "Another paragraph of some ten",
        "words or a few more.",
    ]


def test_list_items_hang_and_do_not_run_together() -> None:
    assert prose("Two:\n- the first of them is long\n- second\n10. tenth", 22, "  ").split("\n") == [
        "  Two:",
        "  - the first of them",
        "    is long",
        "  - second",
        "  10. tenth",
    ]


def test_fenced_code_is_indented_and_left_alone() -> None:
    text = "See\n```python\nif x:\n    y = f(a, b, c, d, e, g)  # a long line\n\n- z\n```\nthen go\non."
    assert prose(text, 20).split("\n") == [
        "See",
        "    if x:",
        "        y = f(a, b, c, d, e, g)  # a long line",
        "",
        "    - z",
        "then go on.",
    ]


def test_an_unclosed_fence_loses_nothing() -> None:
    assert prose("```\na = 1", 40) == "    a = 1"


def test_a_persons_own_lines_and_indentation_stay() -> None:
    assert verbatim("def f():\n    return 1\n\nlast", 40, "  ") == "  def f():\n      return 1\n\n  last"


def test_what_follows_a_lead_hangs_below_it() -> None:
    assert hanging("(a) ", "one two three four five", 20, "  ") == "  (a) one two three\n      four five"


def test_code_is_never_wrapped() -> None:
    assert code("x\n" + "y" * 200 + "\n\n") == "    x\n    " + "y" * 200


@given(st.text(max_size=300), WIDTHS)
def test_nothing_harmful_gets_out_and_no_word_is_lost(text: str, width: int) -> None:
    for shown in (prose(text, width), verbatim(text, width), hanging("- ", text, width)):
        assert not HARMFUL.search(shown)
    assert verbatim(text, width).split() == HARMFUL.sub("", _breaks(text)).split()


@given(st.lists(st.text(alphabet="abc[]/é", min_size=1, max_size=12), max_size=60), WIDTHS)
def test_lines_stay_within_the_width(words: list[str], width: int) -> None:
    text = " ".join(words)
    for shown in (prose(text, width), verbatim(text, width), hanging("hint: ", text, width)):
        assert all(len(line) <= width for line in shown.split("\n"))
    assert prose(text, width).split() == text.split()


def _breaks(text: str) -> str:
    for sign in ("\r\n", "\r", "\u2028", "\u2029", "\x85"):
        text = text.replace(sign, "\n")
    return text
