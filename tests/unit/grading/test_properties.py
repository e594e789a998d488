import re
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.grading.integrity import dont_know
from interviewer.grading.text import clauses, content_words, tokens
from interviewer.knowledge.models import Question
from tests.unit.grading.support import CHOICE, DROPOUT, NUMBER, OUTPUT, graded

MIXTURE = "dropout not off in eval train zero random units . , ; ? ( ) 1/4 3x3 50% isn't prevents c (c) and but the"
WORDS = st.sampled_from([*re.findall(r"\S+", MIXTURE), '"'])
ANYTHING = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=st.characters(), max_size=60),  # lone surrogates too
    st.lists(WORDS, max_size=60).map(" ".join),
)
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RELAXED
@given(ANYTHING, st.sampled_from([DROPOUT, CHOICE, OUTPUT, NUMBER]))
def test_any_text_gets_a_grade_with_evidence_inside_it(text: str, question: Question) -> None:
    grade = graded(text, question)
    assert 0.0 <= grade.score <= 1.0
    spans = [s for point in grade.points for s in point.evidence]
    spans += [s for mistake in grade.misconceptions for s in mistake.evidence]
    spans += grade.choice.evidence if grade.choice else ()
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(0.0 <= point.confidence <= 1.0 for point in grade.points)
    assert graded(text, question) == grade


@RELAXED
@given(ANYTHING)
def test_tokens_and_clauses_cover_the_text_in_order(text: str) -> None:
    found = tokens(text)
    assert all(a.end <= b.start or a.start <= b.start for a, b in pairwise(found))
    parts = clauses(text, found)
    assert [i for c in parts for i in range(c.first, c.last)] == list(range(len(found)))
    assert all(isinstance(word, str) for word in content_words(text))
    assert dont_know(text) in (True, False)


@RELAXED
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_white_space_and_composed_letters_do_not_matter(text: str) -> None:
    spread = "  " + text.replace(" ", "   ") + " "
    assert graded(spread).score == graded(text).score
    assert graded(unicodedata.normalize("NFD", text)).score == graded(text).score


@pytest.mark.parametrize("text", ["It randomly zeroes units.", "In eval it is off, every unit is used.", "I forgot"])
def test_adding_the_rest_never_lowers_the_score(text: str) -> None:
    rest = (
        " It sets random activations to zero in training. In evaluation mode it is switched off and every unit is used."
    )
    assert graded(text + rest).score >= graded(text).score


@pytest.mark.parametrize(
    "text", ["not " * 5_000, "2)" * 10_000, "1,2," * 5_000, "x" * 20_000, "(" * 20_000, '"' * 20_000, "a.b." * 5_000]
)
def test_twenty_thousand_characters_are_graded_in_bounded_time(text: str) -> None:
    start = time.perf_counter()
    graded(text)
    assert time.perf_counter() - start < 5  # a tenth of it on an idle machine


@pytest.mark.parametrize(
    "text",
    [
        "I don't know",
        "idk",
        "no idea",
        "no clue, sorry",
        "I have never heard of this",
        "hmm honestly not sure about this one, can we skip?",
        "I can't remember",
        "pass",
        "I really have no idea",
        "let's skip this one please",
        "I have never used it",
        "never heard of it, next question please",
        "sorry, I don't know, but thanks",
    ],
)
def test_ways_to_say_i_do_not_know(text: str) -> None:
    assert dont_know(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The gradient passes through unchanged",
        "I don't know the constant, but the variance of the signal is halved by the rectifier",
        "We skip two layers and add the input to their output",
        "it is not sure to converge with a large learning rate",
        "It is not used in winter",
        "we can skip the soil",
        "I don't know the dose, but the harvest is doubled",
        "I forgot the name, though the yeast turns sugar into alcohol",
    ],
)
def test_answers_that_are_no_giving_up(text: str) -> None:
    assert not dont_know(text)
