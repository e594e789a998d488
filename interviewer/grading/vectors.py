"""TF-IDF of words and of character n-grams, by scikit-learn, fitted on the bank's own sentences."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from interviewer.grading.text import fold, tokens
from interviewer.grading.units import Analysis
from interviewer.grading.windows import Window


class Similarities(NamedTuple):
    """Cosines 0..1, windows × forms: over word stems, and over character 3- to 5-grams."""

    words: npt.NDArray[np.float64]
    characters: npt.NDArray[np.float64]


class Vectors:
    """Two TF-IDF spaces shared by all questions of a bank.

    Term counts add up, so a window's vector is the sum of its clauses' and each clause is vectorised once.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        corpus = sentences or ["nothing"]
        self._words = TfidfVectorizer(analyzer=_stems, norm=None, token_pattern=None)
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), norm=None, preprocessor=_folded, min_df=1
        )
        self._words.fit([*corpus, "nothing"])
        self._characters.fit([*corpus, "nothing"])

    def of(self, texts: Sequence[str]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """Return the two matrices of ``texts``, not normalised."""
        return self._words.transform(texts), self._characters.transform(texts)

    def compare(
        self, answer: Analysis, windows: Sequence[Window], forms: tuple[sparse.csr_matrix, sparse.csr_matrix]
    ) -> Similarities:
        """Return the cosines of each window of ``answer`` with each form."""
        clauses = self.of([answer.text[clause.start : clause.end] for clause in answer.clauses])
        sums = _sums(windows, len(answer.clauses))
        words, characters = (_cosine(sums @ mine, theirs) for mine, theirs in zip(clauses, forms, strict=True))
        return Similarities(words, characters)


def _stems(text: str) -> list[str]:
    return [token.stem for token in tokens(text)]


def _folded(text: str) -> str:
    return fold(text).lower()


def _sums(windows: Sequence[Window], clauses: int) -> sparse.csr_matrix:
    lengths = [window.last - window.first for window in windows]
    columns = np.concatenate([np.arange(window.first, window.last) for window in windows])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(windows), clauses))


def _cosine(a: sparse.csr_matrix, b: sparse.csr_matrix) -> npt.NDArray[np.float64]:
    dots = np.asarray((a @ b.T).todense(), dtype=np.float64)
    lengths = np.sqrt(np.asarray(a.multiply(a).sum(axis=1))) * np.sqrt(np.asarray(b.multiply(b).sum(axis=1))).T
    return np.asarray(np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 0))
