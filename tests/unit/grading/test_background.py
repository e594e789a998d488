"""What is said everywhere tells little."""

from interviewer.grading.background import Background
from interviewer.grading.units import Unit, analyse
from tests.unit.grading.support import LEXICON

COMMON = [(f"q.{i}", "The weights of the network are learned.") for i in range(60)]
RARE = [("q.rare", "The moat keeps foxes out."), ("q.rare", "A moat is wet.")]
BACKGROUND = Background([*COMMON, *RARE], LEXICON)


def units(text: str) -> tuple[Unit, ...]:
    return analyse(text, LEXICON).units


def test_a_word_tells_the_less_the_more_sentences_have_it() -> None:
    assert BACKGROUND.idf("never-seen") == 1.0
    assert 0.2 <= BACKGROUND.idf("weight") < BACKGROUND.idf("moat") < 1.0


def test_a_group_tells_little_where_other_questions_say_one_of_its_phrases() -> None:
    rare = BACKGROUND.information([units("moat")], "q.other")
    loose = BACKGROUND.information([units("moat"), units("weights")], "q.other")
    assert rare > 3.0 > loose > 0.0


def test_a_question_s_own_sentences_do_not_make_its_words_common() -> None:
    assert BACKGROUND.information([units("moat")], "q.rare") > BACKGROUND.information([units("moat")], "q.other")


def test_all_words_of_a_phrase_must_stand_in_one_sentence() -> None:
    together = BACKGROUND.information([units("weights learned")], "q.other")
    apart = BACKGROUND.information([units("weights foxes")], "q.other")
    assert apart > together


def test_synonyms_of_the_glossary_are_the_same_word() -> None:
    dense = Background([(f"q.{i}", "A dense layer follows.") for i in range(40)], LEXICON)
    assert dense.information([units("fully connected")], "q.x") < dense.information([units("moat")], "q.x")


def test_an_empty_bank_knows_nothing() -> None:
    empty = Background([], LEXICON)
    assert empty.idf("anything") == 1.0
    assert empty.information([units("moat")], "q.x") > 2.0
    assert empty.information([()], "q.x") > 2.0
