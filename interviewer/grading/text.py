"""Answers as tokens and clauses that know where they stand.

Tokens keep technical names whole and also in parts (``nn.ModuleList``, ``1/(1-p)``, ``3×3``, ``dL/dw``), carry a
Snowball stem, and read numbers as values, so that ``1/4``, ``25%``, ``0.25`` and ``quarter`` are the same.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from snowballstemmer import stemmer

from interviewer.grading.wordlists import CLAUSE_OPENERS, CONTRASTS, DISTINCT, FUNCTION_WORDS

MAX_ANSWER = 20_000
"""Characters of an answer that are read; what follows is left out."""


class Token(NamedTuple):
    """One word, number, formula or name of a text.

    Attributes:
        text: lower-case, accents and Unicode variants folded.
        stem: Snowball stem of ``text``, or ``text`` itself for anything but a word.
        parts: stems of what it is made of, for compound names and formulas.
        value: canonical number (``"#0.25"``), or empty.
        start: first character in the original text.
        end: one past the last character.
    """

    text: str
    stem: str
    parts: tuple[str, ...]
    value: str
    start: int
    end: int


class Clause(NamedTuple):
    """A stretch of tokens that makes one statement.

    Attributes:
        first: index of its first token.
        last: one past the index of its last token.
        start: first character in the original text.
        end: one past the last character.
        sentence: number of the sentence it belongs to.
        link: the word or mark that opened it (``"but"``, ``","``), or empty.
        question: whether its sentence ends with a question mark.
    """

    first: int
    last: int
    start: int
    end: int
    sentence: int
    link: str
    question: bool


_FOLD = str.maketrans(
    {
        "×": "x", "·": "*", "−": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "´": "'", "`": " ", "²": "^2", "³": "^3",
        "√": " sqrt ", "∂": "d", "∇": " gradient ", "Σ": " sum ", "∑": " sum ", "σ": " sigma ", "φ": " phi ",
        "ϕ": " phi ", "α": " alpha ", "β": " beta ", "γ": " gamma ", "λ": " lambda ", "μ": " mu ", "µ": " mu ",
        "ε": " epsilon ", "θ": " theta ", "η": " eta ", "π": " pi ", "δ": " delta ", "Δ": " delta ", "∞": " infinity ",
        "≈": "=", "≃": "=", "₀": "0", "₁": "1", "₂": "2", "₃": "3", "ᵢ": "i", "⁻": "-", "¹": "1", "½": " 1/2 ",
        "¼": " 1/4 ", "¾": " 3/4 ", "ᵀ": "t",
    }
)  # fmt: skip

_TOKEN = re.compile(
    r"""
      [A-Za-z]{2,}+(?![\w'/]|\.[A-Za-z_])                  # plain words, which the rest would find more slowly
    | [A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+                      # nn.ModuleList, torch.no_grad
    | d[A-Za-z]\w?/d[A-Za-z]\w?\b                          # dL/dw
    | [A-Za-z]\([\w^*+/,.\ -]{1,12}\)                      # O(n^2), F(x)
    | \d+/\([\w^*+/.\ -]{1,12}\)                          # 1/(1-p)
    | \d+(?:x\d+|\sx\s\d+)+\b                             # 3x3, 224 x 224
    | \d+(?:\.\d+)?x\b                                    # 16x
    | \d+(?:\.\d+)?\s?/\s?\d+(?:\.\d+)?\b(?!/)             # 1/4, 18/34
    | \d+(?:,\d{3})+(?:\.\d+)?%?                           # 25,000
    | (?:\d+(?:\.\d+)?|\.\d+)(?:e-?\d+\b)?%?               # 0.25, 1e-3, 50%
    | [^\W\d_]+(?:'[^\W\d_]+)*(?:[\w]*[^\W_])?             # words, relu6, fan_in
    | _+\w+                                                # __init__
    | (?P<operator>(?<=[\w)])\s*[+*]\s*(?=[\w(]))            # y + x, f(x) * x
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*\Z")
_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NUMBER = re.compile(r"[0-9]*\.?[0-9]+(?:e-?[0-9]+)?(%?)\Z")
_FRACTION = re.compile(r"([0-9.]+)\s?/\s?([0-9.]+)\Z")
_MULTIPLE = re.compile(r"([0-9]+(?:\.[0-9]+)?)x\Z")
_GLUED = re.compile(r"([a-z]+?)([0-9]+)\Z")
_CENTRE = re.compile(r"\b(cen|me|fil)tre(d|s)?\b")
_BRITISH = re.compile(r"(?<=\w{4})is(e|ed|es|er|ing|ation|ations)\Z")

_OPERATORS = {"+": "plus", "*": "times"}

_NUMBER_WORDS = {
    "zero": "#0", "one": "#1", "two": "#2", "three": "#3", "four": "#4", "five": "#5", "six": "#6", "seven": "#7",
    "eight": "#8", "nine": "#9", "ten": "#10", "sixteen": "#16", "hundred": "#100", "thousand": "#1000",
    "half": "#0.5", "halves": "#0.5", "halved": "#0.5", "halving": "#0.5", "quarter": "#0.25", "third": "#0.333",
    "twice": "#2", "double": "#2", "doubles": "#2", "doubled": "#2", "doubling": "#2", "thrice": "#3", "triple": "#3",
}  # fmt: skip

_SUFFIXES = ("e", "i", "l", "s", "y", "ed", "er", "ic", "ing", "nt", "on", "or", "sm", "st")
"""Endings of all words that the stemmer, or the change of spelling before it, alters."""

_STEMMER = stemmer("english")
_STEMMER_LOCK = threading.Lock()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the Snowball stem of a lower-case word, British and American spellings brought together."""
    if word in DISTINCT or not (word.endswith(_SUFFIXES) or "'" in word):
        return word
    spelled = _BRITISH.sub(r"iz\1", word)
    spelled = _CENTRE.sub(lambda found: f"{found[1]}tere{found[2]}" if found[2] == "d" else f"{found[1]}ter", spelled)
    with _STEMMER_LOCK:  # the stemmer object keeps the word it is working on
        return str(_STEMMER.stemWord(spelled))


def fold(text: str) -> str:
    """Return ``text`` with accents, full-width forms and mathematical symbols brought to plain letters.

    Upper case stays, because ``ModuleList`` is split at it.
    """
    if text.isascii():
        return text.replace("`", " ")
    folded = unicodedata.normalize("NFKD", text.translate(_FOLD))
    return "".join(c for c in folded if not unicodedata.combining(c))


def tokens(text: str) -> tuple[Token, ...]:
    """Split ``text`` into tokens with their character ranges in the original."""
    text = text[:MAX_ANSWER]
    if text.isascii():
        folded, where = fold(text), None
    else:
        pieces = [fold(c) for c in text]
        folded = "".join(pieces)
        where = [i for i, piece in enumerate(pieces) for _ in piece]
    found = []
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        raw = match.group()
        if match.lastgroup:  # what stands around an operator belongs to the pattern alone
            start, end = end - len(raw.lstrip()), start + len(raw.rstrip())
            raw = raw.strip()
        if where is not None:
            start, end = where[start], where[end - 1] + 1
        found.append(Token(*_shape(raw), start, end))
    return tuple(found)


@lru_cache(maxsize=65_536)
def _shape(raw: str) -> tuple[str, str, tuple[str, ...], str]:
    text = raw.lower()
    compact = text.replace(" ", "")
    if compact in _OPERATORS:
        return _OPERATORS[compact], stem(_OPERATORS[compact]), (), ""
    if compact[0].isdigit() or compact[0] == ".":
        value = _value(compact)
        pieces = () if value else tuple(_value(p) or p for p in _PIECES.findall(compact))
        return compact, value or compact, pieces if len(pieces) > 1 else (), value
    if _WORD.match(text) and not _camel(raw):
        return text, stem(text.removesuffix("'s")), (), _NUMBER_WORDS.get(text, "")
    pieces = tuple(_value(p) or stem(p.lower()) for p in _PIECES.findall(raw))
    whole = re.sub(r"[\W_]+", "", text)
    glued = _GLUED.match(whole)
    if glued and len(pieces) < 2:
        pieces = (stem(glued[1]), _value(glued[2]))
    return text, stem(whole) if whole.isalpha() else whole or text, pieces if len(pieces) > 1 else (), ""


def _camel(raw: str) -> bool:
    return any(a.islower() and b.isupper() for a, b in pairwise(raw))


def _value(text: str) -> str:
    """Return the canonical value of a number, percentage, fraction or multiple, or an empty string."""
    if match := _FRACTION.match(text):
        try:
            top, bottom = float(match[1]), float(match[2])
        except ValueError:
            return ""
        # 18/34 names two things; a proper fraction of small numbers is a value.
        return f"#{round(top / bottom, 3):g}" if 0 < top < bottom <= 10 or bottom in (100.0, 1000.0) else ""
    if match := _MULTIPLE.match(text):
        return f"#{float(match[1]):g}"
    if match := _NUMBER.match(text.replace(",", "")):
        number = float(text.replace(",", "").rstrip("%"))
        return f"#{round(number / 100 if match[1] else number, 6):g}" if number < 1e15 else ""
    return ""


_HARD_BREAK = re.compile(r"[;\n?!]|\.(?=\s|\Z)|\s[-–—]+\s(?!>)")
_SOFT_BREAK = re.compile(r"[,:]")
_JOIN = frozenset(["and", "or", "which"])
_OPENING = CONTRASTS | _JOIN


def clauses(text: str, found: tuple[Token, ...]) -> tuple[Clause, ...]:
    """Split the tokens of ``text`` into clauses.

    Sentence ends, semicolons, line breaks, arrows and dashes always divide; contrast words (``but``, ``whereas``)
    and commas divide where both sides are long enough to state something.
    """
    if not found:
        return ()
    spans: list[tuple[int, int, int, str, bool]] = []
    first, sentence, link = 0, 0, ""
    for i, token in enumerate(found[:-1], start=1):
        gap, word = text[token.end : found[i].start], found[i].text
        if gap == " " and word not in _OPENING and not word.isdigit():
            continue  # nothing can begin here, as between most words
        hard = _HARD_BREAK.search(gap) if gap != " " else None
        if hard and not (hard.group() == "." and token.text in {"e.g", "i.e", "vs", "etc", "approx"}):
            spans.append((first, i, sentence, link, "?" in gap))
            first, link = i, hard.group()
            sentence += 1
            continue
        if _enumerates(text, found[i]) and i - first >= 2:
            spans.append((first, i, sentence, link, False))
            first, link = i, "1)"
            sentence += 1
            continue
        opened = _opens(found, i, gap, first)
        if opened:
            spans.append((first, i, sentence, link, False))
            first, link = i, opened
    tail = text[found[-1].end :]
    spans.append((first, len(found), sentence, link, "?" in "".join(tail.split())[:3]))
    asked = {s for _, _, s, _, question in spans if question}
    return tuple(Clause(a, b, found[a].start, found[b - 1].end, s, opened, s in asked) for a, b, s, opened, _ in spans)


def _enumerates(text: str, token: Token) -> bool:
    """Return whether ``token`` numbers an item of a list: ``2)``."""
    return token.text.isdigit() and text[token.end : token.end + 1] == ")" and text[token.start - 1] != "("


def _opens(found: tuple[Token, ...], i: int, gap: str, first: int) -> str:
    """Return the link that opens a clause at token ``i``, or an empty string."""
    word = found[i].text
    long_enough = i - first >= 2 and len(found) - i >= 2
    if not long_enough:
        return ""
    if word in CONTRASTS and not (word == "instead" and i + 1 < len(found) and found[i + 1].text == "of"):
        return word
    if word in _JOIN and i + 1 < len(found) and (found[i + 1].text in CLAUSE_OPENERS or "," in gap):
        return word
    if _SOFT_BREAK.search(gap) and i - first >= 3:
        return ","
    return ""


def content_words(text: str) -> tuple[str, ...]:
    """Return the stems of the words that carry meaning, in order, with repeats."""
    return tuple(t.stem for t in tokens(text) if t.text not in FUNCTION_WORDS and t.stem not in FUNCTION_WORDS)
