"""What a candidate commits to in a question with options or with an expected output."""

import re
from collections.abc import Iterator, Sequence

from interviewer.grading.lexicon import Lexicon
from interviewer.grading.result import Choice, Span
from interviewer.grading.text import Token, tokens
from interviewer.grading.units import Analysis, analyse
from interviewer.grading.wordlists import FUNCTION_WORDS
from interviewer.knowledge.models import Expected, Option, Question

_COMMIT = (
    r"(?:answer|option|choice|solution)(?:\s+(?:is|should\s+be|would\s+be|must\s+be|has\s+to\s+be))?\s*[:=]?\s*"
    r"|(?:pick|choose|select|take|say|go\s+(?:with|for)|vote\s+for|opt\s+for)\s+(?:for\s+)?(?:option\s+|answer\s+)?"
    r"|(?:it's|it\s+is|its|that's|must\s+be|has\s+to\s+be|should\s+be|so|hence|therefore|thus|probably|definitely|clearly)"
    r"\s*[:,]?\s+(?:option\s+|answer\s+)?"
)
_ENDS = r"(?=\s*(?:\Z|[.,:;!?\n–—-]|because\b|since\b|as\b|the\b|it\b|here\b|for\b|is\s+(?:right|correct|true)\b))"
_REJECTED_BEFORE = re.compile(
    r"(?:\bnot|n't|\bneither|\bnor|\bexcept|rule[sd]?\s+out|eliminate[sd]?|exclude[sd]?|kills?|against|unlike|than)"
    r"\s+(?:\w+\s+){0,2}\(?\Z",
    re.IGNORECASE,
)
_REJECTED_AFTER = re.compile(
    r"\A\)?\s*(?:is|are|was|seems?|sounds?|would\s+be)?\s*(?:wrong|false|incorrect|out\b|not\b|nonsense|invalid)"
    r"|\A\)?\s*(?:does|do|can|could|would|is|are|has)(?:n't|\s+not|\s+it\s+the\s+wrong)",
    re.IGNORECASE,
)
_CHANGED_MIND = re.compile(
    r"\b(?:actually|wait|no,|correction|final(?:ly)?|on\s+second\s+thought|i\s+mean)\b", re.IGNORECASE
)
_TEXT_SHARE = 0.7
_TEXT_LEAD = 0.2
_OUTPUT = re.compile(
    r"\b(?:outputs?|prints?|returns?|gives?|get|gets|yields?|shows?|result(?:s\s+in)?|reads?|see|becomes?|answer|produces?)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”`]([^\"“”`\n]{1,400})[\"“”`]|(?<!\w)'([^'\n]{2,400})'(?!\w)")
_ENDING = re.compile(r"\s*(?:\Z|[.,;:!?)\]\"“”'`\n–—-]|\(|(?:because|since|as|so|due|for)\b)", re.IGNORECASE)


def find_choice(question: Question, answer: Analysis, lexicon: Lexicon) -> Choice | None:
    """Return what the candidate commits to, or None where nothing is chosen or nothing was to choose."""
    if question.options:
        return _option(question.options, answer, lexicon)
    if question.expected is not None:
        return _output(question.expected, answer)
    return None


def _option(options: Sequence[Option], answer: Analysis, lexicon: Lexicon) -> Choice | None:
    letters = {
        (option.id if len(option.id) == 1 else chr(ord("a") + i)).lower(): option for i, option in enumerate(options)
    }
    chosen = _by_letter(letters, answer.text) or _by_text(options, answer, lexicon)
    if chosen is None:
        return None
    option, span = chosen
    return Choice(option.id, option.correct, (span,))


def _by_letter(letters: dict[str, Option], text: str) -> tuple[Option, Span] | None:
    names = "".join(re.escape(letter) for letter in letters)
    opening = re.compile(rf"(?:\A|\n\n)\W*(?:{_COMMIT})?(?:\(([{names}])\)|([{names}])\)?{_ENDS})", re.IGNORECASE)
    stated = re.compile(rf"\b(?:{_COMMIT})(?:\(([{names}])\)|([{names}])\)?{_ENDS})", re.IGNORECASE)
    right = re.compile(
        rf"(?:\(([{names}])\)|\b([{names}])\)?)\s+(?:is|would\s+be|must\s+be)\s+(?:the\s+)?(?:right|correct|true|answer)"
    )
    alone = re.compile(rf"\(([{names}])\)", re.IGNORECASE)
    committed = [m for p in (opening, stated, right) for m in p.finditer(text) if not _rejected(text, m)]
    committed.sort(key=lambda m: m.start())
    if committed:
        # A paragraph of its own may be a later turn, which takes the first choice back.
        later = [
            m
            for m in committed[1:]
            if _CHANGED_MIND.search(text, committed[0].end(), m.end()) or "\n\n" in text[committed[0].start() : m.end()]
        ]
        return _named(letters, later[-1] if later else committed[0])
    mentioned = [m for m in alone.finditer(text) if not _rejected(text, m)]
    if len({m[1].lower() for m in mentioned}) == 1:
        return _named(letters, mentioned[0])
    return None


def _named(letters: dict[str, Option], match: re.Match[str]) -> tuple[Option, Span]:
    group = next(i for i in range(1, len(match.groups()) + 1) if match[i])
    return letters[match[group].lower()], Span(*match.span(group))


def _rejected(text: str, match: re.Match[str]) -> bool:
    group = next(i for i in range(1, len(match.groups()) + 1) if match[i])
    before = text[max(0, match.start(group) - 40) : match.start(group)]
    return bool(
        _REJECTED_BEFORE.search(before) or _REJECTED_AFTER.match(text[match.end(group) : match.end(group) + 30])
    )


def _by_text(options: Sequence[Option], answer: Analysis, lexicon: Lexicon) -> tuple[Option, Span] | None:
    """Return the option whose words one clause says with the same polarity, clearly better than any other's."""
    ranked: list[tuple[float, int, int]] = []
    for number, option in enumerate(options):
        wanted = analyse(option.text, lexicon).units
        for c, (first, last) in enumerate(answer.unit_ranges):
            said = {(key, unit.negated) for unit in answer.units[first:last] for key in unit.keys}
            share = sum(any((key, unit.negated) in said for key in unit.keys) for unit in wanted)
            ranked.append((share / max(2, len(wanted)), number, c))
    best = max(ranked, key=lambda r: (r[0], -r[2]), default=(0.0, 0, 0))
    rival = max((share for share, number, _ in ranked if number != best[1]), default=0.0)
    if best[0] < _TEXT_SHARE or best[0] - rival < _TEXT_LEAD:
        return None
    clause = answer.clauses[best[2]]
    return options[best[1]], Span(clause.start, clause.end)


def _output(expected: Expected, answer: Analysis) -> Choice | None:
    numbers = [value for output in expected.outputs if (value := _number(output)) is not None]
    if len(numbers) == len(expected.outputs):
        return _numeric(numbers, expected.tolerance, answer)
    for output in expected.outputs:
        span = _exact(output, answer)
        if span is not None:
            return Choice(answer.text[span.start : span.end], True, (span,))
    for span in _quotations(answer.text):
        if _OUTPUT.search(answer.text[max(0, span.start - 60) : span.start]) or span.start <= 2:
            return Choice(answer.text[span.start : span.end], False, (span,))
    return None


def _exact(output: str, answer: Analysis) -> Span | None:
    """Return where the output stands and ends: a longer quotation that contains it is another output."""
    wanted = [token.text for token in tokens(output)]
    if not wanted:
        return None
    quotations = list(_quotations(answer.text))
    for i in range(len(answer.tokens) - len(wanted) + 1):
        run = answer.tokens[i : i + len(wanted)]
        if [token.text for token in run] != wanted or answer.parity[i]:
            continue
        span = Span(run[0].start, run[-1].end)
        around = [q for q in quotations if q.start <= span.start and span.end <= q.end]
        if around:
            inside = [t for t in answer.tokens if around[0].start <= t.start and t.end <= around[0].end]
            if len(inside) == len(run):
                return span
        elif _ENDING.match(answer.text, span.end):
            return span
    return None


def _quotations(text: str) -> Iterator[Span]:
    for match in _QUOTED.finditer(text):
        yield Span(*match.span(1 if match[1] else 2))


def _numeric(wanted: Sequence[float], tolerance: float, answer: Analysis) -> Choice | None:
    """Return the number given as the output: one after a word such as ``prints``, or the only one."""
    given = [(token, float(token.value[1:])) for token in answer.tokens if token.value]
    named = [pair for pair in given if _OUTPUT.search(answer.text[max(0, pair[0].start - 30) : pair[0].start])]
    lone = given if len(given) == 1 or (given and _opens(answer, given[0][0])) else []
    for token, value in [*named, *lone][:1]:
        correct = any(abs(value - number) <= tolerance + 1e-9 for number in wanted)
        return Choice(token.text, correct, (Span(token.start, token.end),))
    return None


def _opens(answer: Analysis, token: Token) -> bool:
    before = [t for t in answer.tokens if t.end <= token.start]
    return all(t.text in FUNCTION_WORDS for t in before)


def _number(text: str) -> float | None:
    try:
        return float(text.strip().rstrip("%").replace(",", ""))
    except ValueError:
        return None
