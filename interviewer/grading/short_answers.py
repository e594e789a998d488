"""A reply of a word or two to a directed prompt."""

from collections.abc import Sequence

from rapidfuzz.distance import DamerauLevenshtein

from interviewer.grading import weights as w
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.text import Token, tokens
from interviewer.grading.units import analyse
from interviewer.grading.wordlists import ARTICLES, FUNCTION_WORDS, NEGATIONS


def accepted(accept: Sequence[str], answer: str, lexicon: Lexicon) -> bool:
    """Return whether ``answer`` says one of the phrases: in order, perhaps misspelt or by a synonym, not negated."""
    reply = analyse(answer, lexicon)
    said = [i for i, token in enumerate(reply.tokens) if token.text not in ARTICLES]
    for phrase in accept:
        wanted = [token for token in tokens(phrase) if token.text not in ARTICLES]
        own_negation = any(_negates(token) for token in wanted)
        for start in range(len(said) - len(wanted) + 1 if wanted else 0):
            run = said[start : start + len(wanted)]
            if all(alike(reply.tokens[i], token) for i, token in zip(run, wanted, strict=True)) and (
                own_negation or not reply.parity[run[-1]]
            ):
                return True
        if _by_synonym(phrase, answer, lexicon):
            return True
    return False


def _by_synonym(phrase: str, answer: str, lexicon: Lexicon) -> bool:
    units = analyse(phrase, lexicon).units
    if len(units) != 1:
        return False
    wanted = {key for key in units[0].keys if key.startswith(("=", "#"))}
    return any(wanted & set(unit.keys) and unit.negated == units[0].negated for unit in analyse(answer, lexicon).units)


def alike(word: Token, wanted: Token) -> bool:
    """Return whether two tokens are one word: same stem or value, or a longer word misspelt a little."""
    if word.stem == wanted.stem or (word.value and word.value == wanted.value):
        return True
    if min(len(word.text), len(wanted.text)) < w.FUZZY_MIN or wanted.text in FUNCTION_WORDS:
        return False
    return word.text[0] == wanted.text[0] and (
        DamerauLevenshtein.normalized_similarity(word.text, wanted.text) >= w.FUZZY_CUT
    )


def _negates(token: Token) -> bool:
    return token.text in NEGATIONS or token.text.endswith("n't")
