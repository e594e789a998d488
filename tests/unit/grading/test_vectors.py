"""The vectors of this project are those of scikit-learn, reckoned in fewer steps."""

import numpy as np
import numpy.typing as npt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from interviewer.grading.columns import Columns, numbered
from interviewer.grading.text import fold, tokens
from interviewer.grading.units import Analysis, analyse
from interviewer.grading.vectors import Vectors, grams
from interviewer.grading.windows import BLOCK, Window, blocks, windows_of
from tests.unit.grading.support import DROPOUT, LEXICON

SENTENCES = [DROPOUT.prompt, *(text for point in DROPOUT.key_points for text in (point.statement, *point.paraphrases))]
FORMS = [*SENTENCES[1:], "x + y", "eval, eval"]
VECTORS = Vectors(SENTENCES)
RELAXED = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = "dropout zero eval units é ＺＥＲＯ İ ß random activations . , ; ? ( ) 1/4 3x3 50% + * y x 1 / but a.b isn't"
ANSWERS = st.one_of(st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=80).map(" ".join), st.text(max_size=80))


def reference(answer: Analysis, windows: tuple[Window, ...], **how: object) -> npt.NDArray[np.float64]:
    """Return the cosines as scikit-learn's own transform gives them, window by window."""
    vectorizer = TfidfVectorizer(norm=None, **how).fit([*SENTENCES, "nothing"])
    clauses = vectorizer.transform([answer.text[c.start : c.end] for c in answer.clauses]).toarray()
    mine = np.array([clauses[w.first : w.last].sum(axis=0) for w in windows])
    theirs = vectorizer.transform(FORMS).toarray()
    scale = np.linalg.norm(mine, axis=1)[:, None] * np.linalg.norm(theirs, axis=1)[None, :]
    return np.asarray(np.divide(mine @ theirs.T, scale, out=np.zeros_like(scale), where=scale > 0))


@RELAXED
@given(ANSWERS)
def test_cosines_are_those_of_scikit_learn(text: str) -> None:
    answer = analyse(text, LEXICON)
    if not answer.clauses:
        return
    windows = windows_of(answer)
    got = VECTORS.compare(
        answer, np.array(windows)[:, :2].astype(np.intp), VECTORS.forms([analyse(form, LEXICON) for form in FORMS])
    )
    words = reference(answer, windows, analyzer=lambda t: [token.stem for token in tokens(t)], token_pattern=None)
    assert np.allclose(got.words, words, rtol=0, atol=1e-12)
    characters = reference(
        answer, windows, analyzer="char_wb", ngram_range=(3, 5), preprocessor=lambda t: fold(t).lower()
    )
    assert np.allclose(got.characters, characters, rtol=0, atol=1e-12)


@RELAXED
@given(st.text(min_size=1, max_size=12).map(lambda text: "".join(text.split())).filter(bool))
def test_grams_are_those_of_scikit_learn(word: str) -> None:
    analyzer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), preprocessor=str).build_analyzer()
    assert list(grams(word)) == list(analyzer(word))


def test_a_question_without_forms_is_prepared() -> None:
    assert VECTORS.forms([]).vectors.count == 0


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), unique=True, max_size=30),
    st.lists(st.integers(0, 12), unique=True, max_size=12),
)
def test_columns_are_those_of_the_dense_matrix(places: list[tuple[int, int]], wanted: list[int]) -> None:
    dense = np.zeros((2, 4, 13))
    for number, (row, column) in enumerate(places, start=1):
        dense[:, row, column] = number, -2.0 * number
    rows, columns = (np.array([place[i] for place in places], dtype=np.intp) for i in (0, 1))
    kept = Columns(4, rows, columns, dense[0][rows, columns], dense[1][rows, columns])
    at = np.full(13, -1, dtype=np.intp)
    at[wanted] = np.arange(len(wanted))
    assert np.array_equal(kept.take(at, len(wanted)), dense[:, :, wanted].transpose(0, 2, 1))
    scale = np.arange(13.0)
    assert np.array_equal(kept.sums(scale), (dense * scale).sum(axis=2))


@given(st.lists(st.integers(0, 20), max_size=30))
def test_numbers_are_numbered_as_by_unique(found: list[int]) -> None:
    given_ = np.array(found, dtype=np.intp)
    kept, places = numbered(given_, 21)
    unique, inverse = np.unique(given_, return_inverse=True)
    assert np.array_equal(kept, unique)
    assert np.array_equal(places[given_], inverse)
    assert np.array_equal(np.flatnonzero(places < 0), np.setdiff1d(np.arange(21), given_))


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 5)), min_size=1, max_size=300))
def test_blocks_hold_every_window_once_within_their_clauses(places: list[tuple[int, int]]) -> None:
    spans = np.array([[first, first + size] for first, size in places], dtype=np.intp)
    seen: list[int] = []
    for rows, first, last in blocks(spans):
        assert len(rows) <= BLOCK
        assert all(first <= spans[row, 0] and spans[row, 1] <= last for row in rows)
        seen += rows.tolist()
    assert sorted(seen) == list(range(len(places)))
