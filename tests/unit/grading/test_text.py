import re

import pytest
import snowballstemmer
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.grading.text import _TOKEN, clauses, content_words, stem, tokens
from interviewer.grading.wordlists import DISTINCT


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("uses nn.ModuleList here", "nn.modulelist"),
        ("scaled by 1/(1-p) then", "1/(1-p)"),
        ("a 3×3 kernel", "3x3"),
        ("it is O(n²) in time", "o(n^2)"),
        ("the gradient dL/dw flows", "dl/dw"),
        ("with torch.no_grad around", "torch.no_grad"),
        ("it doesn’t matter", "doesn't"),
        ("the fan_in of it", "fan_in"),
    ],
)
def test_technical_names_stay_whole(text: str, whole: str) -> None:
    assert whole in words(text)


def test_names_are_also_known_by_their_parts() -> None:
    (name,) = tokens("nn.ModuleList")
    assert name.parts == ("nn", stem("module"), stem("list"))
    (glued,) = tokens("relu6")
    assert glued.parts == ("relu", "#6")


@pytest.mark.parametrize("text", ["0.25", "25%", "1/4", "¼", "quarter", ".25"])
def test_one_value_however_it_is_written(text: str) -> None:
    assert tokens(text)[0].value == "#0.25"


def test_multiples_are_values_and_pairs_of_names_are_not() -> None:
    assert tokens("16x")[0].value == tokens("16 times")[0].value == "#16"
    assert tokens("18/34")[0].value == ""


def test_offsets_point_into_the_original_text() -> None:
    text = "Für ½ der ﬁlter: σ² = 2/n_in — naïve"
    for token in tokens(text):
        assert text[token.start : token.end].strip()
    assert [text[t.start : t.end] for t in tokens(text)][-1] == "naïve"


def test_spellings_share_a_stem() -> None:
    assert stem("normalise") == stem("normalize")
    assert stem("regularisation") == stem("regularization")
    assert stem("centre") == stem("center")
    assert stem("centred") == stem("centered")


def parts(text: str) -> list[str]:
    return [text[c.start : c.end] for c in clauses(text, tokens(text))]


def test_sentences_semicolons_lines_and_contrasts_divide() -> None:
    assert parts("Dropout is active in train. It is off in eval; BN differs") == [
        "Dropout is active in train",
        "It is off in eval",
        "BN differs",
    ]
    assert parts("ReLU keeps the gradient but sigmoid shrinks it") == [
        "ReLU keeps the gradient",
        "but sigmoid shrinks it",
    ]
    assert len(parts("- first item here\n- second item here")) == 2


def test_decimal_points_and_abbreviations_do_not_divide() -> None:
    assert len(parts("a rate of 0.25 for nn.Linear e.g. the head")) == 1


def test_numbered_items_divide() -> None:
    assert len(parts("1) collect the data 2) train the model 3) ship the thing")) == 3


def test_a_question_is_known_as_one() -> None:
    text = "Is it off? It is on."
    asked, stated = clauses(text, tokens(text))
    assert asked.question
    assert not stated.question


def test_content_words_leave_out_function_words() -> None:
    assert content_words("What is the learning rate of it?") == (stem("learning"), stem("rate"))
    assert content_words("") == ()


LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", max_size=12)
ENDINGS = st.sampled_from(
    re.findall(
        r"\w+",
        "s ies sses us ed eed ing edly ingly y enci anci ogi li bli entli aliti tional ational alism ation izer ator"
        " ous fulness ogist icate alize iciti ical ful ness ic ance ate ive ism ion er ant ent ement e ll at iz able",
    )
)


@settings(max_examples=1500)
@given(st.one_of(LETTERS, st.tuples(LETTERS, ENDINGS).map("".join)))
def test_stems_are_those_of_snowball(word: str) -> None:
    american = re.sub(r"(?<=\w{4})is(e|ed|es|er|ing|ation|ations)\Z", r"iz\1", word)
    if word not in DISTINCT and not re.search(r"(cen|me|fil)tre", word):
        assert stem(word) == snowballstemmer.stemmer("english").stemWord(american)


@settings(max_examples=500)
@given(st.one_of(st.text(alphabet="abdxLO09é_'./()-+*, ", max_size=20), st.text(max_size=20)))
def test_the_pattern_of_plain_words_finds_what_the_others_find(text: str) -> None:
    plain, others = _TOKEN.pattern.split("\n    | ", 1)
    assert "plain words" in plain
    reference = re.compile(others, re.VERBOSE)
    assert [m.span() for m in _TOKEN.finditer(text)] == [m.span() for m in reference.finditer(text)]
