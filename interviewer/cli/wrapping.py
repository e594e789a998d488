"""Prose and code as lines of a given width, for a terminal, a pipe or a screen reader: never a control sequence."""

import re
import textwrap
from collections.abc import Iterator

from interviewer.text import plain

NARROWEST = 20
"""Columns below which nothing is wrapped any narrower."""

CODE = "    "
"""What code is indented with."""

_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


def prose(text: str, width: int, indent: str = "") -> str:
    """Wrap the bank's Markdown: paragraphs are filled, list items hang, fenced code is indented and left as it is.

    Args:
        text: Markdown; harmful characters are taken out.
        width: columns to stay within, where a word allows it.
        indent: what every line begins with.
    """
    return "\n".join(line for part in _parts(plain(text).strip("\n")) for line in _laid_out(part, width, indent))


def verbatim(text: str, width: int, indent: str = "") -> str:
    """Wrap a person's own words line by line; line breaks and leading spaces stay."""
    return "\n".join(
        line for words in plain(text).expandtabs(4).split("\n") for line in _wrapped(words, width, indent, indent)
    )


def code(text: str, indent: str = CODE) -> str:
    """Indent code; lines are never wrapped."""
    return textwrap.indent(plain(text).expandtabs(4).rstrip(), indent)


def hanging(lead: str, text: str, width: int, indent: str = "") -> str:
    """Wrap ``text`` after ``lead``; further lines begin below the first word of ``text``."""
    words = " ".join(plain(text).split())
    return "\n".join(_wrapped(words, width, indent + lead, indent + " " * len(lead)))


def _parts(text: str) -> Iterator[list[str]]:
    """Yield paragraphs, list items and fenced blocks (with their fence), each as its source lines; [] is a gap."""
    part: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if fence:
            part.append(line)
            if line.strip().startswith(fence):
                yield part
                part, fence = [], ""
            continue
        opening = _FENCE.match(line)
        if part and (opening or not line.strip() or _ITEM.match(line)):
            yield part
            part = []
        if opening:
            fence = opening[1]
            part = [line]
        elif line.strip():
            part.append(line)
        else:
            yield []
    if part:
        yield part


def _laid_out(part: list[str], width: int, indent: str) -> list[str]:
    if not part:
        return [""]
    fence = _FENCE.match(part[0])
    if fence:
        closed = len(part) > 1 and part[-1].strip().startswith(fence[1])
        return code("\n".join(part[1:-1] if closed else part[1:]), indent + CODE).split("\n")
    item = _ITEM.match(part[0])
    lead = item[0] if item else ""
    words = " ".join(" ".join(part)[len(lead) :].split())
    return _wrapped(words, width, indent + lead, indent + " " * len(lead))


def _wrapped(words: str, width: int, first: str, rest: str) -> list[str]:
    wrapper = textwrap.TextWrapper(
        max(width, NARROWEST),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(words) or [first.rstrip()]
