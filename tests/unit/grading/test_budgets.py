"""Work that grading does, counted: budgets that hold on any machine, however busy."""

from collections.abc import Callable

import pytest
from rapidfuzz import process
from sklearn.feature_extraction.text import TfidfVectorizer

from interviewer.grading import mistakes, text
from interviewer.grading import weights as w
from interviewer.grading.units import analyse
from interviewer.grading.vectors import WORDS_REMEMBERED, Vectors
from interviewer.grading.vocabulary import Vocabulary, bare_unit
from interviewer.grading.windows import windows_of
from tests.unit.grading.support import LEXICON, graded

SENTENCE = "In training it sets random activations to zero, and in eval mode it is switched off so that units stay. "


def counted(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[None]:
    """Return a list that grows by one with every call."""
    calls: list[None] = []
    true: Callable[..., object] = getattr(owner, name)

    def count(*given: object, **named: object) -> object:
        calls.append(None)
        return true(*given, **named)

    monkeypatch.setattr(owner, name, count)
    return calls


@pytest.mark.parametrize("name", ["transform", "fit"])
def test_an_answer_makes_scikit_learn_do_nothing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    graded("Units are set to zero.")
    calls = counted(monkeypatch, TfidfVectorizer, name)
    assert graded(SENTENCE).score > 0
    assert not calls


@pytest.mark.parametrize(("owner", "name"), [(Vocabulary, "find"), (mistakes, "_stands")])
def test_comparisons_grow_with_the_length_of_an_answer(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    calls = counted(monkeypatch, owner, name)
    sizes = []
    for times in (10, 20, 40):
        calls.clear()
        graded(SENTENCE * times)
        sizes.append(len(calls))
    assert 0 < sizes[2] - sizes[1] <= 2.1 * (sizes[1] - sizes[0])


def test_windows_grow_with_the_length_of_an_answer() -> None:
    sizes = [len(windows_of(analyse(SENTENCE * times, LEXICON))) for times in (10, 20, 40)]
    assert sizes[2] - sizes[1] == 2 * (sizes[1] - sizes[0])


def test_a_misspelt_word_is_sought_once_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, process, "extract")
    graded("evaluashun evaluashun. evaluashun")
    graded("evaluashun again")
    assert len(calls) <= 2  # the two new words, or their joints


def test_caches_are_bounded() -> None:
    assert text.stem.cache_info().maxsize is not None
    assert text._shape.cache_info().maxsize is not None
    vectors = Vectors([SENTENCE])
    info = vectors._grams.cache_info()
    assert info.maxsize == WORDS_REMEMBERED


def test_a_word_of_the_bank_is_no_misspelling_of_another() -> None:
    for known, found in (({"resnext"}, 0), (set[str](), 1)):
        vocabulary = Vocabulary(known.__contains__)
        vocabulary.add(bare_unit("resnet"))
        assert len(vocabulary.find(bare_unit("resnext"))) == found
        assert vocabulary.find(bare_unit("resnett"))


def test_misspelt_words_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(w, "WORDS_CACHE", 3)
    vocabulary = Vocabulary()
    for unit in analyse(SENTENCE, LEXICON).units:
        vocabulary.add(unit)
    for i in range(20):
        vocabulary.find(bare_unit("activashuns" + "abcdefghijklmnopqrstuvwxyz"[i]))
    assert len(vocabulary._near) == 3
