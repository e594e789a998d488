"""Text made fit to be shown: from people and files safe for a terminal, numbers with their nouns.

Escape sequences, C0 and C1 controls, bidirectional overrides and invisible format characters can move the cursor,
recolour the screen, reverse what is read or hide what is there, so they never reach a terminal.
"""

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85]")

HARMFUL = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u00ad\u061c\u180e\u200b\u200e\u200f"  # soft hyphen, Arabic letter mark, zero-width space and direction marks
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidi embeddings, overrides and isolates, joiners, BOM
    "\ud800-\udfff"  # lone surrogates, which cannot be encoded
    "\U000e0000-\U000e007f"  # tag characters
    "]"
)
"""One character that must not be printed. ZWJ and ZWNJ stay: emoji and several scripts need them."""


def plain(text: str) -> str:
    r"""Return ``text`` with line breaks as ``\n`` and every harmful character taken out."""
    return HARMFUL.sub("", _LINE_BREAKS.sub("\n", text))


def excerpt(text: str, start: int, end: int, longest: int = 160) -> str:
    """Return ``text[start:end]`` cleaned, on one line of at most ``longest`` characters."""
    words = " ".join(plain(text[start:end]).split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def describe(character: str) -> str:
    """Name one character for an error message, ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"


def counted(number: int, noun: str) -> str:
    """Return ``1 question`` or ``1,200 questions``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
