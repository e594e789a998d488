"""What a typed line is meant as: an answer, or a word to the interviewer.

Only short lines that are nothing but the request count, so that "Dropout? I'd skip it at test time" stays an answer.
A leading slash (``/hint``) is always a request.
"""

import re

from interviewer.grading.integrity import dont_know
from interviewer.interview.events import Act

_POLITE = (
    r"(?:(?:can|could|may) (?:i|you|we)(?: please)? |please "
    r"|i(?:'d| would) like (?:to )?|let'?s |let us |i want (?:to )?)?"
)
_TAIL = r"(?: please| now| this(?: one| question)?| that| it| the question| for now)*"
_REQUESTS = {
    Act.HINT: r"(?:(?:give me |get |have |i need )?(?:a |another |one more )?hint|help(?: me)?(?: out)?)",
    Act.SKIP: r"(?:skip|pass|next(?: one| question)?|move on)",
    Act.REPEAT: r"(?:repeat|say (?:that|it) again|(?:what was|see|show) the question(?: again)?|come again|again)",
    Act.PAUSE: r"(?:pause|take a break|break)",
    Act.FINISH: r"(?:quit|exit|(?:finish|stop|end)(?: (?:the |this )?interview)?)",
}
_PATTERNS = [(act, re.compile(f"{_POLITE}{request}{_TAIL}", re.IGNORECASE)) for act, request in _REQUESTS.items()]
_ASKING_BACK = re.compile(
    r"(?:clarify\b.*|(?:what|which|who|do|did|does|should|can|could|may|is|are|shall|am)\b.*\b"
    r"(?:you mean|mean by|i assume|we assume|you want|you asking|you looking for|be assumed|you referring)\b.*\?)",
    re.IGNORECASE | re.DOTALL,
)
SHORT = 12
"""Words above which a line is an answer, whatever it says."""

COMMANDS: dict[str, Act] = {
    "hint": Act.HINT,
    "skip": Act.SKIP,
    "repeat": Act.REPEAT,
    "clarify": Act.CLARIFY,
    "idk": Act.DONT_KNOW,
    "pause": Act.PAUSE,
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
    bare = line.strip(" .!?…").replace("’", "'")
    for act, pattern in _PATTERNS:
        if pattern.fullmatch(bare):
            return act, text
    if _ASKING_BACK.fullmatch(line):
        return Act.CLARIFY, text
    return (Act.DONT_KNOW if dont_know(line) else Act.ANSWER), text
