"""What a typed line is meant as: an answer, or a word to the interviewer.

Only short lines that are nothing but the request count, so that "Dropout? I'd skip it at test time", "skip connections
add the input" and "I don't know the constant, but the variance is halved" stay answers. A leading slash
(``/hint``) says that a request is meant.
"""

import re

from interviewer.interview.events import Act

_POLITE = (
    r"(?:(?:can|could|may) (?:i|you|we)(?: please)? |please "
    r"|i(?:'d| would) like (?:to )?|let'?s |let us |i want (?:to )?)?"
)
_TAIL = r"(?: please| now| this(?: one| question)?| that| it| the question| for now)*"
_REQUESTS = {
    Act.HINT: r"(?:give me |get |have |i need )?(?:a |another |one more )?hint",
    # Asking how this works must not cost what a hint costs.
    Act.HELP: r"(?:i need )?help(?: me)?(?: out)?",
    Act.SKIP: r"(?:skip|pass|next(?: one| question)?|move on)",
    Act.REPEAT: (
        r"(?:repeat|say (?:that|it) again|(?:what (?:was|is)|what's|see|show) the question(?: again)?|come again|again"
        r"|rephrase|i (?:don'?t|do not|didn'?t) (?:understand|get))"
    ),
    Act.PAUSE: r"(?:pause|take a break|break)",
    # What leaves any other program leaves this one, with the session kept.
    Act.LEAVE: r"(?:quit|exit|stop|leave|bye)(?: (?:the |this )?interview)?",
    Act.FINISH: r"(?:finish|end)(?: (?:the |this )?interview)?",
}
_PATTERNS = [(act, re.compile(f"{_POLITE}{request}{_TAIL}", re.IGNORECASE)) for act, request in _REQUESTS.items()]
_ASKING_BACK = re.compile(
    r"(?:(?:what|which|who|how (?:much|many|deep|detailed)|do (?:you|we|i)|does (?:this|that|it)"
    r"|should|shall|can|could|may|would you|are (?:you|we)|is (?:this|that)|in \w+ or)\b[^?]*\?"
    r"|clarify\b.*|(?:what|which|who|do|did|does|should|can|could|may|is|are|shall|am)\b.*\b"
    r"(?:you mean|mean by|i assume|we assume|you want|you asking|you looking for|be assumed|you referring)\b.*\?)",
    re.IGNORECASE | re.DOTALL,
)
_VERY = r"(?:really |honestly |just |still |actually |even |quite |entirely |too |so |at all |absolutely |completely )*"
_BEFORE = (
    r"(?:(?:sorry|h+m+|well|u[mh]+|oh|ah|ok(?:ay)?|honestly|tbh|to be honest|sadly|unfortunately|i'm afraid|no)"
    r"[ ,.…-]+)*"
)
_AFTER = r"(?:[ ,.…-]+(?:sorry|really|honestly|yet|tbh|to be honest|right now|at all|here))*"
_UNKNOWN = "|".join(
    (
        rf"(?:i )?{_VERY}(?:don'?t|do not|can'?t|cannot|can not|couldn'?t|could not) {_VERY}(?:know|remember|recall)",
        r"(?:i )?dunno|idk",
        rf"(?:i have |i've |i've got )?{_VERY}(?:no|not a) (?:idea|clue)",
        rf"(?:i'?m |i am )?{_VERY}not {_VERY}sure",
        rf"(?:i )?{_VERY}forgot|i {_VERY}forget",
        rf"i(?:'ve| have)? (?:never|haven'?t|have not) {_VERY}(?:heard|seen|used|read|learned|studied)",
    )
)
# What is not known may be named, as long as nothing is said about it.
_NAMED = r"(?: (?:about|of|on|what|how|why|which|when|where|whether|if|the|this|that|it|any|enough)\b[^,.;:!?]*)?"
_GIVEN_UP = (
    rf"(?:i )?{_VERY}(?:give up|pass)|beats me|no answer|i (?:can'?t|cannot) (?:say|tell|answer)(?: this| that| it)*"
)
_DONT_KNOW = re.compile(f"{_BEFORE}(?:(?:{_UNKNOWN}){_NAMED}|{_GIVEN_UP}){_AFTER}", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:but|though|although|however|except|maybe|perhaps|probably|because|guess|think)\b", re.IGNORECASE
)
SHORT = 16
"""Words above which a line is an answer, whatever it says."""

COMMANDS: dict[str, Act] = {
    "hint": Act.HINT,
    "skip": Act.SKIP,
    "repeat": Act.REPEAT,
    "clarify": Act.CLARIFY,
    "idk": Act.DONT_KNOW,
    "help": Act.HELP,
    "pause": Act.PAUSE,
    "quit": Act.LEAVE,
    "exit": Act.LEAVE,
    "finish": Act.FINISH,
}
"""What can be typed behind a slash."""


def interpret(text: str) -> tuple[Act, str]:
    """Return what ``text`` is meant as, and the words that belong to it."""
    line = " ".join(text.split())
    command = re.fullmatch(r"/(\w+)\s*(.*)", line)
    if command and command[1].lower() in COMMANDS:
        return COMMANDS[command[1].lower()], command[2]
    if len(line.split()) > SHORT:
        return Act.ANSWER, text
    bare = line.removeprefix("/").strip(" .!?…").replace("’", "'")
    for act, pattern in _PATTERNS:
        if pattern.fullmatch(bare):
            return act, text
    if line == "?":
        return Act.HELP, text
    if _ASKING_BACK.fullmatch(line):
        return Act.CLARIFY, text
    if _DONT_KNOW.fullmatch(bare) and not _HEDGE.search(bare):
        return Act.DONT_KNOW, text
    return Act.ANSWER, text
