"""Answers that are no answers: empty, given up, the question said back, a list of keywords, another subject."""

import re
from collections.abc import Sequence

from interviewer.grading import weights as w
from interviewer.grading.text import fold
from interviewer.grading.units import Analysis, content
from interviewer.grading.wordlists import FUNCTION_WORDS, GIVING_UP

_GIVE_UP = re.compile(
    r"""\b(?:
        (?:i\s+)?(?:really\s+|honestly\s+|just\s+)?(?:do\s*n[o']?t|don't|dont|dunno|do\s+not)\s+(?:really\s+|actually\s+|even\s+)?
            (?:know|remember|recall|have\s+(?:any\s+|an\s+|a\s+)?(?:idea|clue|answer))
      | dunno | idk | no\s+(?:idea|clue) | not\s+(?:really\s+|entirely\s+|too\s+|so\s+)?sure(?!\s+to\b) | no\s+answer
      | (?:i|i've|i\s+have|we|we've|\A\W*|[.,!?]\s*)\s*(?:never|haven't|havent|have\s+not)\s+(?:really\s+|ever\s+)?
            (?:heard|seen|used|learned|learnt|worked|studied|read)
      | (?:never|not)\s+(?:really\s+)?(?:heard|learned|learnt|studied)
      | (?:can't|cant|cannot|could\s*n'?t|can\s+not)\s+(?:really\s+)?(?:answer|say|remember|recall|tell|help)
      | (?:i\s+)?(?:give\s+up|pass(?=\W*\Z|\s+on)|forgot|forget|have\s+no\s+(?:idea|clue))
      | (?:can|could|shall|may|let's|let\s+us|please)?\s*(?:we\s+|i\s+)?(?:skip|move\s+on|next\s+(?:one|question))
            (?:\s+(?:to|the|this|that|it|one|question|please|now|for))*\s*(?=\Z|[.,;!?…)])
      | beats\s+me | no\s+comment | drawing\s+a\s+blank | blank\s+on | unfamiliar | not\s+familiar | clueless
      | search\s+me | out\s+of\s+my\s+depth | i'?d\s+(?:have\s+to\s+)?(?:look\s+(?:it|that)\s+up|guess|google)
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def dont_know(text: str) -> bool:
    """Return whether ``text`` says that its author does not know, and says hardly anything else.

    ``I don't know the constant, but the variance is halved`` is an answer, and so is not one of these.
    """
    shown = fold(text[: w.GIVE_UP_LONGEST * 4]).replace("’", "'")
    if len(text) > w.GIVE_UP_LONGEST or not (given_up := _GIVE_UP.search(shown)):
        return False
    goes_on = _GOES_ON.search(shown, given_up.end())
    if goes_on and len(_substance(shown[goes_on.end() :])) >= w.GIVE_UP_GOES_ON:
        return False
    return len(_substance(shown)) <= w.GIVE_UP_OTHER


_TO_THE_GRADER = re.compile(
    r"""\b(?:ignore|disregard|forget)\s+(?:all\s+|any\s+)?(?:the\s+|your\s+)?(?:previous|prior|above|earlier)\s+(?:instructions|rules|text)
      | \b(?:full|top|maximum|highest)\s+(?:marks|score|grade|credit)\b
      | \b(?:mark|count|treat)\s+(?:every|all|each|this)\b.{0,40}\b(?:hit|correct|covered)
      | \b(?:score|grade)\W{0,4}(?:of\s+|is\s+|=\s*)?(?:1(?:\.0+)?|100\s?%)(?=\W|\Z) | \A\W*(?:system|assistant)\s*:
      | \b(?:answer|response)\s+(?:is|covers)\b.{0,40}\b(?:perfect|everything|all\s+(?:the\s+)?key\s+points)""",
    re.VERBOSE | re.IGNORECASE,
)


def to_the_grader(text: str) -> bool:
    """Return whether ``text`` speaks to the grader in place of answering: ``mark every key point as hit``."""
    return bool(_TO_THE_GRADER.search(fold(text[: w.GIVE_UP_LONGEST * 4])))


_GOES_ON = re.compile(r"\b(?:but|though|however|although|except)\b", re.IGNORECASE)


def _substance(text: str) -> list[str]:
    words = re.findall(r"[a-z']+", text.lower())
    return [word for word in words if word not in GIVING_UP and word not in FUNCTION_WORDS]


_ASIDES = re.compile(r"\([^()\n]{0,60}\)")


def keyword_list(answer: Analysis) -> bool:
    """Return whether an answer lists keywords and states nothing.

    Two signs must agree: many short items between commas or lines, and next to no function words or relations.
    """
    small = sum(not content(token) for token in answer.tokens)
    few = max(1, w.LIST_FUNCTION_SHARE * len(answer.tokens))
    if len(answer.tokens) < w.LIST_LEAST_TOKENS or small > few:
        return False
    items = [item.strip() for item in re.split(r"[,;\n•|]+|\s-\s|\.\s", _ASIDES.sub(" ", answer.text)) if item.strip()]
    long_items = sum(len(item.split()) > w.LIST_ITEM_WORDS for item in items)
    relations = len(re.findall(r"[=→:]|->|=>|\bw/", answer.text))
    listed = len(items) >= w.LIST_LEAST_ITEMS and long_items <= w.LIST_LONG_SHARE * len(items)
    unpunctuated = len(items) < w.LIST_LEAST_ITEMS and small == 0 and relations == 0
    return (listed and relations <= 1) or (unpunctuated and len(answer.tokens) >= 2 * w.LIST_LEAST_TOKENS)


def echo(answer: Analysis, heard: Sequence[Analysis]) -> bool:
    """Return whether an answer says back what the interviewer said: little else, and most of it.

    A short answer made of words that a long question happens to hold is none.
    """
    if heard_share(answer, heard) < w.ECHO_SHARE:
        return False
    return any(
        sum(any(key in answer.by_key for key in unit.keys) for unit in text.units) >= w.ECHO_WHOLE * len(text.units)
        for text in heard
        if text.units
    )


def heard_share(answer: Analysis, heard: Sequence[Analysis]) -> float:
    """Return the share 0..1 of the answer's content words that stand in what the interviewer said."""
    asked = {key for text in heard for unit in text.units for key in (*unit.keys, *unit.parts)}
    asked |= {token.stem for text in heard for token in text.tokens}
    said = [unit for unit in answer.units if unit.key not in _ASIDE]
    known = sum(any(key in asked for key in (*unit.keys, *unit.parts)) for unit in said)
    return known / len(said) if said else 0.0


_ASIDE = frozenset(["question", "ask", "answer", "explain", "want", "call", "describ", "ok", "so"])
