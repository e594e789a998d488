"""What a schema cannot see: hints that tell, concepts that say nothing, signs that a terminal cannot show."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from interviewer.knowledge.bank import Bank
from interviewer.knowledge.locating import Locator
from interviewer.knowledge.models import KeyPoint, Kind, Question, Tier
from interviewer.knowledge.names import did_you_mean
from interviewer.knowledge.places import Where, dotted
from interviewer.knowledge.problems import Problem, Severity
from interviewer.knowledge.wording import stems

MOST_SKILLS = 3
"""Skills that a question or challenge is practice in: with more, what is known of each is blurred."""

Lint = tuple[Where, str]
"""Where, counted from the question, and what is wrong."""


def check_bank(bank: Bank, *, strict: bool = False) -> list[Problem]:
    """Return all that is wrong with a bank: what kept files and questions out, then each question's own faults.

    Args:
        bank: the bank; every question is parsed.
        strict: whether a question that is less than complete is an error, as it is in the bank that comes with the
            program, or only a warning.
    """
    locator = Locator(bank)
    poorer = Severity.ERROR if strict else Severity.WARNING
    problems = list(bank.problems)
    for question in bank.questions:
        found = [(lint, Severity.ERROR) for lint in (*faults(question), *_dangling(question, bank))]
        found += [(lint, poorer) for lint in gaps(question)]
        problems += [
            Problem(locator.place(question.id, where), message, dotted(where), question.id, severity)
            for (where, message), severity in found
        ]
    for later, earlier in near_duplicates(bank.questions):
        message = f"asks nearly the same as {earlier} at {bank.where(earlier)}"
        problems.append(Problem(locator.place(later, ("prompt",)), message, "prompt", later, Severity.WARNING))
    return problems


def faults(question: Question) -> Iterator[Lint]:
    """Yield what makes a question wrong, though it fits the schema."""
    said = stems(question.prompt)
    for i, skill in enumerate(question.skills):
        if skill in question.skills[:i]:
            yield ("skills", i), f"{skill!r} is named twice"
    for i, point in enumerate(question.key_points):
        for where, message in _point_faults(point, said):
            yield ("key_points", i, *where), message
    for where, text in _texts(question):
        if sign := _unshowable(text):
            yield where, f"a terminal cannot show {sign!r}: write plain Unicode, σ² or ∂L/∂w, or put code in backticks"


def _point_faults(point: KeyPoint, said: frozenset[str]) -> Iterator[Lint]:
    sought: set[str] = set()
    for i, group in enumerate(point.concepts):
        words = [stems(phrase) for phrase in group]
        sought.update(*words)
        if not any(words):
            yield ("concepts", i), "holds nothing but stop words"
        elif not any(one - said for one in words):
            yield ("concepts", i), "is satisfied by the prompt's own words, so an echo of the question would earn it"
    for i, hint in enumerate(point.hints):
        if told := sorted(stems(hint) & (sought - said)):
            yield ("hints", i), f"gives away what is asked for: {', '.join(told)}"
    if point.prompt:
        asked = stems(point.prompt.ask)
        for i, answer in enumerate(point.prompt.accept):
            if stems(answer) and stems(answer) <= asked:
                yield ("prompt", "accept", i), f"{answer!r} stands in `ask` already"


def gaps(question: Question) -> Iterator[Lint]:
    """Yield what a question lacks to be graded and followed up well."""
    if not 2 <= len(question.key_points) <= 6:
        yield ("key_points",), f"2 to 6 are wanted, not {len(question.key_points)}"
    for i, point in enumerate(question.key_points):
        core = point.tier is Tier.CORE
        yield from _fewer(("key_points", i, "paraphrases"), len(point.paraphrases), 3 if core else 2)
        yield from _fewer(("key_points", i, "concepts"), len(point.concepts), 1)
        yield from _fewer(("key_points", i, "hints"), len(point.hints), 2 if core else 0)
    yield from _fewer(("misconceptions",), len(question.misconceptions), 2)
    for i, wrong in enumerate(question.misconceptions):
        for name in ("probe", "correction", "paraphrases"):
            if not getattr(wrong, name):
                yield ("misconceptions", i, name), "is missing"
    if question.kind is Kind.CHOOSE:
        for i, option in enumerate(question.options):
            if not option.why:
                yield ("options", i, "why"), "is missing"
    if not question.model_answer:
        yield ("model_answer",), "is missing"
    yield from _fewer(("follow_ups",), len(question.follow_ups), 1)
    yield from _fewer(("examples",), len(question.examples), 3)
    yield from _fewer(("sources",), len(question.sources), 1)
    if not 1 <= len(question.skills) <= MOST_SKILLS:
        yield ("skills",), f"1 to {MOST_SKILLS} are wanted, not {len(question.skills)}"


def _fewer(where: Where, count: int, wanted: int) -> Iterator[Lint]:
    if count < wanted:
        yield where, f"at least {wanted} wanted, {count or 'none'} given"


def _dangling(question: Question, bank: Bank) -> Iterator[Lint]:
    for i, one in enumerate(question.prerequisites):
        if one not in bank:
            ids = [summary.id for summary in bank.summaries]
            yield ("prerequisites", i), f"no question is called {one!r}{did_you_mean(one, ids)}"


_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)

_LATEX = re.compile(
    # Dollar signs hug what they enclose and no name follows: `$HOME:$PATH` and "$5 and $6" are not mathematics.
    r"\$\$|\$(?=\S)[^$\n]*\S\$(?![A-Za-z0-9_{(])"
    r"|\\[()\[\]](?=.*\\[()\[\]])"
    r"|\\(?:frac|sqrt|sum|prod|int|partial|nabla|sigma|mu|theta|alpha|beta|gamma|lambda|epsilon|eta|left|right|cdot"
    r"|times|leq|geq|neq|approx|infty|hat|bar|mathbb|mathcal|mathrm|mathbf|text|begin|end|log|exp|in)(?![A-Za-z])"
)

_HTML = re.compile(
    r"</?(?:a|b|i|u|em|strong|sub|sup|br|hr|p|div|span|code|pre|img|table|tr|td|th|ul|ol|li|h[1-6])"
    r"(?:\s+[a-z-]+=[^<>\n]*)?\s*/?>|&(?:lt|gt|amp|nbsp|quot|#\d{2,5});"
)

_UNREAD = frozenset({"code", "examples", "sources", "id", "outputs"})
"""Fields that are shown as they are, or not at all."""


def _unshowable(text: str) -> str:
    prose = _CODE.sub(" ", text)
    found = _LATEX.search(prose) or _HTML.search(prose)
    return found.group()[:30] if found else ""


def _texts(question: Question) -> Iterator[tuple[Where, str]]:
    waiting: list[tuple[Where, object]] = [((), question.model_dump(mode="json", exclude_defaults=True))]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, str):
            yield where, value
        elif isinstance(value, dict):
            waiting += [((*where, key), part) for key, part in reversed(value.items()) if key not in _UNREAD]
        elif isinstance(value, list):
            waiting += [((*where, i), part) for i, part in reversed(list(enumerate(value)))]


_RARE = 3
_COMMON = 100
_ALIKE = 90.0


def near_duplicates(questions: tuple[Question, ...]) -> Iterator[tuple[str, str]]:
    """Yield ids ``(later, earlier)`` of questions whose prompts, code and options together read nearly the same.

    So that a large bank is checked in seconds, only questions are compared that share one of their three rarest words,
    and no word that more than a hundred questions have is taken for rare.
    """
    first: dict[str, str] = {}
    for question in questions:
        parts = [question.prompt, question.code or "", *(option.text for option in question.options)]
        text = "\n".join(parts).lower()
        if text in first:
            yield question.id, first[text]
        else:
            first[text] = question.id
    texts = list(first)
    words = [stems(text) for text in texts]
    count = Counter(word for found in words for word in found)
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for i, found in enumerate(words):
        for word in sorted(found, key=lambda word: (count[word], word))[:_RARE]:
            if count[word] <= _COMMON:
                sharing[word].append(i)
    for earlier, later in sorted({pair for group in sharing.values() for pair in combinations(group, 2)}):
        if fuzz.ratio(texts[earlier], texts[later], score_cutoff=_ALIKE):
            yield first[texts[later]], first[texts[earlier]]
