"""The words of a text as stems, for comparing what two texts say."""

import re
from functools import cache, lru_cache

import snowballstemmer

_STOP = frozenset(
    """
    a about an and are as at be by can do does each every for from had has have how if in into is it its less
    more no not of on one or out over per same so than that the their then there they this to two up vs was
    were what when where which why will with would you your
    """.split()  # noqa: SIM905 - a list of seventy quoted words is harder to read and to change
)

_WORD = re.compile(r"[\w√]+")


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's words, without those that say nothing by themselves (Porter's English stemmer)."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower())) - _STOP


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))
