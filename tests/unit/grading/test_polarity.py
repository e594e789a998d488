import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.grading import polarity
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.polarity import bindings, sides, unasserted
from interviewer.grading.units import analyse
from interviewer.knowledge.models import Glossary
from tests.unit.grading.support import LEXICON, status


def negated(text: str) -> set[str]:
    return {unit.key for unit in analyse(text, Lexicon(Glossary())).units if unit.negated}


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("gradients do not vanish", {"gradient", "vanish"}),
        ("gradients don't vanish", {"gradient", "vanish"}),
        ("genetic algorithms are not only slow", set()),
        ("training without dropout", {"dropout"}),
        ("it prevents overfitting", {"overfit"}),
        ("it never prevents overfitting", {"prevent"}),
        ("random weights for symmetry breaking", {"symmetri"}),
        ("it keeps the signal from vanishing", {"vanish"}),
        ("not only faster but also better", set()),
        ("gradients vanish", set()),
    ],
)
def test_what_a_negation_reaches(text: str, turned: set[str]) -> None:
    assert negated(text) == turned


def test_a_negation_ends_with_its_clause() -> None:
    assert "deep" not in negated("the gradient doesn't die when the network is deep")
    assert "sigmoid" not in negated("this does not saturate, sigmoid saturates")


@pytest.mark.parametrize(
    "answer",
    [
        "In evaluation mode it is not switched off and not every unit is used.",
        "In evaluation mode it is active.",
        "In training mode it is switched off and every unit is used.",
    ],
)
def test_a_reversed_statement_is_contradicted(answer: str) -> None:
    assert status(answer, "off-at-test") == "contradicted"


@pytest.mark.parametrize(
    "answer",
    [
        "In evaluation mode it is switched off and every unit is used.",
        "In evaluation mode it is not active: every unit is used, it is switched off.",
        "Not only is it switched off in evaluation mode, but every unit is used.",
    ],
)
def test_straight_and_doubly_negated_statements_are_not(answer: str) -> None:
    assert status(answer, "off-at-test") == "hit"


@pytest.mark.parametrize(
    "answer",
    [
        "Is it switched off while training and active at inference?",
        "Some people think it is switched off while training and active at inference.",
    ],
)
def test_questions_and_hearsay_are_not_punished(answer: str) -> None:
    assert status(answer, "off-at-test") != "contradicted"


def test_hearsay_ends_where_the_candidate_objects() -> None:
    text = "Some people say it is off in training, but it is on in training"
    assert unasserted(analyse(text, LEXICON)) == (True, False)


@given(st.from_regex(polarity._HEARSAY, alphabet=st.characters(codec="ascii")))
def test_the_quick_look_for_hearsay_misses_none(text: str) -> None:
    found = polarity._HEARSAY.search(text)
    assert not found or polarity._REPORTING.search(text.lower())


def test_opposites_are_bound_to_their_neighbours() -> None:
    straight = {(pole, neighbour.key) for pole, neighbour in bindings(analyse("active units", LEXICON))}
    turned = {(pole, neighbour.key) for pole, neighbour in bindings(analyse("inactive units", LEXICON))}
    assert straight
    assert turned == {(-pole, key) for pole, key in straight}


@pytest.mark.parametrize(
    ("prompt", "left", "right"),
    [
        ("What is the difference between alphanet and betanet?", "alphanet", "betanet"),
        ("Alphanet vs betanet: which one?", "alphanet", "betanet"),
        ("Why train instead of eval?", "train", "eval"),
        ("When do you use alphanet, and when betanet?", "alphanet", "betanet"),
        ("Why did they switch from alphanet to betanet?", "alphanet", "betanet"),
        ('How large is it with "alphanet" and with "betanet" padding?', "alphanet", "betanet"),
    ],
)
def test_the_two_things_compared(prompt: str, left: str, right: str) -> None:
    compared = sides(analyse(prompt, LEXICON))
    assert left in compared.left
    assert right in compared.right


def test_a_switch_names_nothing_but_what_it_is_between() -> None:
    assert sides(analyse("Why did gammanet switch from alphanet to betanet?", LEXICON)).left == {"alphanet"}


@pytest.mark.parametrize(
    "prompt", ['What is the "dying ReLU" problem?', 'Is "alphanet" a "betanet"?', 'Name "alpha", "beta" and "gamma".']
)
def test_quotation_marks_alone_compare_nothing(prompt: str) -> None:
    assert not sides(analyse(prompt, LEXICON)).left


def test_a_plain_question_compares_nothing() -> None:
    assert not sides(analyse("What is backpropagation and why does it work?", LEXICON)).left
