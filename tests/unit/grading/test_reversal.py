"""What contradicts a statement and what does not, by words of other subjects than the bank's."""

import pytest

from interviewer.grading.grader import Grader
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.reversal import Beside, Kind
from interviewer.grading.units import analyse
from interviewer.grading.windows import Window
from interviewer.knowledge.models import Glossary, Question

GLOSSARY = Glossary(
    same=[["disable", "switch off", "turn off"], ["cannot", "impossible"]],
    opposite=[
        [["increase", "raise"], ["decrease", "lower"]],
        [["above", "more than"], ["below", "less than"]],
        [["warm", "hot"], ["cold", "cool"]],
        [["open"], ["closed", "shut"]],
    ],
)
LEXICON = Lexicon(GLOSSARY)


def laid(answer: str, statement: str) -> tuple[Beside, Window]:
    """Return the answer laid beside the statement, and the window that is the whole answer."""
    said = analyse(answer, LEXICON)
    return Beside(said, analyse(statement, LEXICON)), Window(0, len(said.clauses), 1.0)


def verdict(answer: str, statement: str, prompt: str = "What happens in a greenhouse?") -> str:
    question = Question.model_validate(
        {
            "id": "garden.heat",
            "kind": "explain",
            "level": 1,
            "prompt": prompt,
            "key_points": [{"id": "it", "statement": statement}],
        }
    )
    return str(Grader([question], GLOSSARY).grade(question, answer).points[0].status)


@pytest.mark.parametrize(
    ("answer", "statement"),
    [
        ("There is no drain hole.", "The drain hole is not drilled."),
        ("Large pots are carried without spilling the water.", "It avoids spilling water of large pots."),
        ("If you don't water the seeds daily, no seedlings emerge.", "Watering seeds daily lets seedlings emerge."),
        ("Mulch solves the frost problem.", "Mulch prevents frost."),
        ("A closed vent keeps the house hot.", "An open vent keeps the house cold."),
    ],
)
def test_what_only_looks_reversed(answer: str, statement: str) -> None:
    beside, whole = laid(answer, statement)
    found = beside.contrasts(whole)
    assert not found or not beside.reverses(whole), found


@pytest.mark.parametrize(
    ("answer", "statement"),
    [
        ("The drain hole is not drilled.", "The drain hole is drilled."),
        ("It lowers the humidity.", "It raises the humidity."),
        ("It disables the heating.", "It does not switch off the heating."),
        ("Tomatoes like frost.", "Tomatoes do not like frost."),
        ("The beam holds loads above a ton.", "The beam holds loads below a ton."),
    ],
)
def test_what_is_reversed(answer: str, statement: str) -> None:
    beside, whole = laid(answer, statement)
    assert beside.reverses(whole)
    assert verdict(answer, statement) == "contradicted"


def test_a_contrast_names_the_words() -> None:
    beside, whole = laid("It lowers the humidity.", "It raises the humidity.")
    (found,) = beside.contrasts(whole)
    assert (found.wanted.key, found.said.key, found.kind) == ("rais", "lower", Kind.OPPOSITE)


@pytest.mark.parametrize(
    ("answer", "statement", "share"),
    [
        # What stands before a negated verb is denied with it.
        ("In vegetable beds you do not use mulch.", "Mulch suits vegetable beds.", 1.0),
        ("In vegetable beds, mulch of bark but not straw.", "Mulch suits vegetable beds, straw too.", 1 / 4),
        ("In vegetable beds you use mulch.", "Mulch suits vegetable beds.", 0.0),
    ],
)
def test_a_denied_word_of_the_question_is_a_share_of_what_is_said(answer: str, statement: str, share: float) -> None:
    beside, whole = laid(answer, statement)
    assert beside.denied_share(whole, lambda _: 1.0) == pytest.approx(share)


@pytest.mark.parametrize(
    ("answer", "statement", "wanted"),
    [
        ("it can't bear frost", "It cannot bear frost.", "hit"),
        ("it bears frost easily", "It cannot bear frost.", "contradicted"),
        ("needs fewer nutrients and less water", "It needs fewer nutrients and less water than grass.", "hit"),
        ("the pump is disabled in winter", "The pump is disabled in winter.", "hit"),
        ("you add the compost to the soil", "The compost is added to the soil.", "hit"),
    ],
)
def test_statuses(answer: str, statement: str, wanted: str) -> None:
    assert verdict(answer, statement) == wanted


def test_a_passive_participle_turns_nothing_that_follows() -> None:
    units = {unit.key: unit.negated for unit in analyse("the pump is disabled in winter", LEXICON).units}
    assert units["winter"] is False
    units = {unit.key: unit.negated for unit in analyse("frost disables the pump", LEXICON).units}
    assert units["pump"] is True
    units = {unit.key: unit.negated for unit in analyse("frost switches off the pump", LEXICON).units}
    assert units["pump"] is True


def test_a_negated_opposite_agrees() -> None:
    glossary = Lexicon(Glossary(opposite=[[["same"], ["different"]]]))
    said, form = analyse("the twins don't wear the same hats", glossary), analyse("twins wear different hats", glossary)
    assert not Beside(said, form).reverses(Window(0, len(said.clauses), 1.0))


def test_the_reason_quotes_both() -> None:
    question = Question.model_validate(
        {
            "id": "garden.air",
            "kind": "explain",
            "level": 1,
            "prompt": "What does a fan do?",
            "key_points": [{"id": "it", "statement": "It raises the humidity."}],
        }
    )
    reason = Grader([question], GLOSSARY).grade(question, "It lowers the humidity.").points[0].reason
    assert reason.startswith("Reversed: you said “It lowers the humidity”; right is “It raises the humidity”")
    assert "“lowers” stands against “raises”" in reason
