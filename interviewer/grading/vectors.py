"""TF-IDF of words and of character n-grams, by scikit-learn, fitted on the bank's own sentences.

scikit-learn learns the terms and their inverse document frequencies. Counting the terms of a short text by its
``transform`` costs several times what the counting itself does, so that is done here, to the same result.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it ships no types

from interviewer.grading.columns import Array, Columns, Indices, numbered
from interviewer.grading.text import Token, fold, tokens
from interviewer.grading.units import Analysis
from interviewer.grading.windows import blocks, membership

GRAMS = range(3, 6)
"""Lengths of the character n-grams."""
WORDS_REMEMBERED = 16_384
"""Words whose n-grams are remembered."""


class Similarities(NamedTuple):
    """Cosines 0..1, windows × forms: over word stems, and over character 3- to 5-grams."""

    words: Array
    characters: Array


class Forms(NamedTuple):
    """A question's forms as vectors: forms × terms, and 2 × 1 × forms, their lengths over words and over n-grams."""

    vectors: Columns
    lengths: Array


class Vectors:
    """Two TF-IDF spaces shared by all questions of a bank, under one numbering: words come first, then n-grams.

    Term counts add up, so a window's vector is the sum of its clauses' and each clause is counted once.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        # For the whole process, but nothing else here multiplies matrices: threads that wait for one another make the
        # small products of a grade several times slower on a busy machine.
        threadpool_limits(limits=1, user_api="blas")
        corpus = [*sentences, "nothing"]
        words = TfidfVectorizer(analyzer=_stems, norm=None, token_pattern=None)
        characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(GRAMS[0], GRAMS[-1]), norm=None, preprocessor=_folded, min_df=1
        )
        self._idf = np.concatenate([vectorizer.fit(corpus).idf_ for vectorizer in (words, characters)])
        self._words = {word: _packed([number]) for word, number in words.vocabulary_.items()}
        self._first_gram = len(self._words)
        numbers: dict[str, int] = {gram: self._first_gram + i for gram, i in characters.vocabulary_.items()}
        self._grams = lru_cache(WORDS_REMEMBERED)(
            lambda word: _packed([n for gram in grams(word) if (n := numbers.get(gram)) is not None])
        )

    def forms(self, texts: Sequence[Analysis]) -> Forms:
        """Return a question's forms as vectors."""
        rows, terms = _flat([self._terms(text.text, text.tokens) for text in texts])
        pairs, counts = np.unique(rows * len(self._idf) + terms, return_counts=True)
        rows, terms = np.divmod(pairs, len(self._idf))
        values = counts * self._idf[terms]
        worded = terms < self._first_gram
        squares = [[np.bincount(rows[part], values[part] ** 2, len(texts))] for part in (worded, ~worded)]
        return Forms(Columns(len(texts), rows, terms, values), np.sqrt(squares))

    def compare(self, answer: Analysis, spans: Indices, forms: Forms) -> Similarities:
        """Return the cosines of each window, given by its first and last (exclusive) clause, with each form."""
        counted = [
            self._terms(answer.text[clause.start : clause.end], inner(answer.tokens[clause.first : clause.last]))
            for clause in answer.clauses
        ]
        found = np.zeros((2, len(spans), forms.vectors.count))
        for rows, first, last in blocks(spans):
            found[:, rows] = self._cosines(counted[first:last], membership(spans[rows], first, last), forms)
        return Similarities(*found)

    def _terms(self, text: str, said: Sequence[Token]) -> bytes:
        """Return the number of every known term of a text, as often as it stands there, packed."""
        words, gram_numbers = self._words, self._grams
        found = [words.get(token.stem, b"") for token in said]
        found += [gram_numbers(word) for word in _folded(text).split()]
        return b"".join(found)

    def _cosines(self, clauses: Sequence[bytes], inside: Array, forms: Forms) -> Array:
        """Return 2 × windows × forms: cosines over words, and over n-grams; ``inside`` are windows × clauses."""
        clause, found = _flat(clauses)
        terms, places = numbered(found, len(self._idf))
        shape = len(clauses), len(terms)
        mine = np.bincount(clause * shape[1] + places[found], self._idf[found], shape[0] * shape[1]).reshape(shape)
        (theirs,) = forms.vectors.take(places, len(terms))
        split = int(terms.searchsorted(self._first_gram))
        words, characters = mine[:, :split], mine[:, split:]
        # A window is the sum of its clauses, so its products are sums of theirs, of which there are fewer.
        squares = inside @ np.array([words @ words.T, characters @ characters.T])
        lengths = np.sqrt((squares * inside).sum(axis=2, keepdims=True))
        products = inside @ np.array([words @ theirs[:split], characters @ theirs[split:]])
        return np.asarray(products / np.maximum(lengths * forms.lengths, 1e-9))


def _packed(terms: Sequence[int]) -> bytes:
    """Return numbers as the bytes that an array of them consists of; those of many words are joined in no time."""
    return np.array(terms, dtype=np.intp).tobytes()


def _flat(texts: Sequence[bytes]) -> tuple[Indices, Indices]:
    """Return the number of the text that each term stands in, and the terms of all texts one after another."""
    found = np.frombuffer(b"".join(texts), dtype=np.intp)
    return np.repeat(np.arange(len(texts)), [len(terms) // found.itemsize for terms in texts]), found


def inner(said: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of a clause without an operator (``+``) at its edge, which joins nothing there."""
    first, last = 0, len(said)
    while first < last and _operator(said[first]):
        first += 1
    while last > first and _operator(said[last - 1]):
        last -= 1
    return said[first:last]


def _operator(token: Token) -> bool:
    return token.end - token.start == 1 and token.text in {"plus", "times"}


def grams(word: str) -> Iterator[str]:
    """Yield the character n-grams of one word as scikit-learn's ``char_wb`` does: padded, a short one once."""
    padded = f" {word} "
    for size in GRAMS:
        for start in range(max(1, len(padded) - size + 1)):
            yield padded[start : start + size]
        if len(padded) <= size:
            break


def _stems(text: str) -> list[str]:
    return [token.stem for token in tokens(text)]


def _folded(text: str) -> str:
    return fold(text).lower()
