import re
import time
import unicodedata
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.grading.grader import Grader
from interviewer.grading.integrity import dont_know
from interviewer.grading.text import clauses, content_words, tokens
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.models import KeyPoint, Question
from interviewer.paths import bundled_bank
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


def _bank() -> tuple[list[Question], Grader]:
    bank = load_bank([bundled_bank()])
    return [q for q in bank.questions if q.model_answer and not q.options], Grader(bank.questions, bank.glossary)


QUESTIONS, BANK_GRADER = _bank()
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
RIGHT = st.sampled_from([(q, p) for q in QUESTIONS for p in q.core if p.paraphrases])


@FEW
@given(RIGHT, st.integers(0, 10))
def test_a_right_clause_more_never_lowers_the_score(pair: tuple[Question, KeyPoint], which: int) -> None:
    question, point = pair
    said = " ".join(p.statement for p in question.core if p.id != point.id)
    more = f"{said} {point.paraphrases[which % len(point.paraphrases)]}."
    assert BANK_GRADER.grade(question, more).score >= BANK_GRADER.grade(question, said).score


@FEW
@given(st.sampled_from(QUESTIONS), st.randoms(use_true_random=False))
def test_the_order_of_sentences_does_not_matter(question: Question, random: Random) -> None:
    sentences = [point.statement for point in question.core]
    straight = BANK_GRADER.grade(question, " ".join(sentences)).score
    random.shuffle(sentences)
    assert BANK_GRADER.grade(question, " ".join(sentences)).score == pytest.approx(straight, abs=0.02)


def test_another_question_s_model_answer_earns_little() -> None:
    """A floor, not the aim: loose concept groups still let foreign text earn something (docs/grading.md, limits)."""
    rises = []
    for i, one in enumerate(QUESTIONS):
        other = QUESTIONS[(i + 11) % len(QUESTIONS)]
        said = one.core[0].statement
        padded = f"{said}\n{other.model_answer}"
        if other.topic != one.topic:
            rises.append(BANK_GRADER.grade(one, padded).score - BANK_GRADER.grade(one, said).score)
    assert len(rises) > 40
    assert sum(max(rise, 0.0) for rise in rises) / len(rises) <= 0.1
    assert sum(rise > 0.2 for rise in rises) <= 0.22 * len(rises)


@FEW
@given(st.sampled_from(QUESTIONS))
def test_capitals_do_not_matter(question: Question) -> None:
    said = " ".join(re.findall(r"[a-z ,.]+", question.model_answer or ""))  # names in mixed case have parts
    assert BANK_GRADER.grade(question, said.upper()).score == BANK_GRADER.grade(question, said).score
