"""A strict reader of YAML files that strangers write.

Only libyaml's event stream is used: its composer recurses and dies of nested brackets, and PyYAML's constructors turn
``no`` into False, ``1:30`` into 90 and a hundred aliases into gigabytes. What comes out is mappings, lists and text,
with the place of every value; numbers and truth values are made by the models, which know where they belong. JSON is
YAML, so a JSON file reads the same.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from interviewer.knowledge.places import Mark, Where
from interviewer.text import HARMFUL, describe

MAX_BYTES = 8 * 1024 * 1024
"""Largest file that is read: about 10,000 small questions."""

MAX_DEPTH = 16
"""Deepest nesting that is read; the bank's own format needs 9."""

Data = str | list["Data"] | dict[str, "Data"]
"""What a file holds. Every scalar is text."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data and where each part of it stands.

    Attributes:
        data: the root.
        marks: the place of every entry: of a mapping's key, of a list's item, of the root at ``()``.
    """

    data: Data
    marks: dict[Where, Mark]

    def mark(self, where: Where) -> Mark:
        """Return the place of ``where``, or of the nearest enclosing value where the file has no such entry."""
        while where not in self.marks:
            where = where[:-1]
        return self.marks[where]


class ReadError(ValueError):
    """A file that cannot be read.

    Attributes:
        message: what is wrong, in one line.
        mark: where, or None when the fault is in no one place.
    """

    def __init__(self, message: str, mark: Mark | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.mark = mark


def read_file(path: Path) -> Document:
    """Read one YAML or JSON file.

    Raises:
        ReadError: it cannot be opened, is no regular file, is too large, or is not the YAML described above.
    """
    return parse(read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """Return a regular file's bytes, at most :data:`MAX_BYTES`.

    Raises:
        ReadError: it cannot be opened, is no regular file, or is too large.
    """
    try:
        # Opening a named pipe would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadError("is not a regular file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}") from error
    if len(content) > MAX_BYTES:
        raise ReadError(f"is larger than {MAX_BYTES // 1024**2} MiB; split it into several files")
    return content


def parse(content: bytes) -> Document:
    """Read YAML or JSON text in UTF-8, with or without a byte order mark, with any line ends.

    Raises:
        ReadError: the text is not UTF-8, holds a character that must not reach a terminal, is not YAML, nests deeper
            than :data:`MAX_DEPTH`, is empty, or uses what a bank never needs: anchors, aliases, tags, merge keys,
            repeated keys, keys that are not text, several documents.
    """
    text = _decode(content)
    try:
        # One parser a call: libyaml's keeps a reference to its input.
        return _Builder().build(yaml.parse(text, Loader=yaml.CLoader))
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, text) from error
    except yaml.YAMLError as error:
        raise ReadError(f"is not YAML: {str(error).splitlines()[0]}") from error


class _Builder:
    """Builds data from events without recursion: ``_open`` holds the containers from the root down."""

    def __init__(self) -> None:
        self._marks: dict[Where, Mark] = {}
        self._open: list[_Container] = []
        self._root: Data | None = None

    def build(self, events: Iterator[Any]) -> Document:
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._start(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._open.pop()
                case yaml.AliasEvent():
                    raise ReadError(f"aliases (*{event.anchor}) are not allowed: write the text out", _mark(event))
                case yaml.DocumentStartEvent() if self._root is not None:
                    raise ReadError("a second document begins here: one file holds one document", _mark(event))
        if self._root is None:
            raise ReadError("is empty")
        return Document(self._root, self._marks)

    def _scalar(self, event: Any) -> None:
        _no_extras(event)
        value: str = event.value
        mark = _mark(event)
        if bad := REFUSED.search(value):
            raise ReadError(f"{describe(bad.group())} is not allowed in text", mark)
        if self._open and isinstance(into := self._open[-1].data, dict) and self._open[-1].key is None:
            self._key(into, value, mark, plain=not event.style)
        else:
            self._value(value, mark)

    def _key(self, into: dict[str, Data], key: str, mark: Mark, *, plain: bool) -> None:
        if plain and key == "<<":
            raise ReadError("merge keys (<<) are not allowed: write the fields out", mark)
        where = (*self._open[-1].where, key)
        if key in into:
            raise ReadError(f"{_clip(key)!r} stands here again: it was given on line {self._marks[where].line}", mark)
        self._open[-1].key = key
        self._marks[where] = mark

    def _start(self, event: Any) -> None:
        _no_extras(event)
        mark = _mark(event)
        if len(self._open) == MAX_DEPTH:
            raise ReadError(f"nested deeper than {MAX_DEPTH} levels", mark)
        if self._open and isinstance(self._open[-1].data, dict) and self._open[-1].key is None:
            raise ReadError("a key must be text, not a list or mapping", mark)
        data: Data = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._open.append(_Container(data, self._value(data, mark)))

    def _value(self, value: Data, mark: Mark) -> Where:
        """Put ``value`` where it belongs and return its path."""
        if not self._open:
            self._root = value
            self._marks[()] = mark
            return ()
        parent = self._open[-1]
        if isinstance(parent.data, dict):
            assert parent.key is not None  # noqa: S101 - a key is always seen before its value
            where: Where = (*parent.where, parent.key)
            parent.data[parent.key] = value
            parent.key = None
        elif isinstance(parent.data, list):
            where = (*parent.where, len(parent.data))
            parent.data.append(value)
            self._marks[where] = mark
        return where


@dataclass(slots=True)
class _Container:
    """A mapping or list that is being filled; ``key`` is the mapping's key that waits for its value."""

    data: Data
    where: Where
    key: str | None = None


REFUSED = re.compile(f"{HARMFUL.pattern}|[\u2028\u2029]")
"""Harmful characters, and the two line breaks that editors and libyaml count as lines and others do not."""

_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16 or UTF-32", b"\xfe\xff": "UTF-16", b"\x00\x00": "UTF-32"}

# In JSON a character outside the basic plane is two escapes, which libyaml does not know.
_JSON_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def _decode(content: bytes) -> str:
    encoding = _BYTE_ORDER_MARKS.get(content[:2])
    if encoding:
        raise ReadError(f"is {encoding}: save it as UTF-8", Mark(1, 1))
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        raise ReadError(f"byte 0x{content[error.start]:02x} is not UTF-8: save it as UTF-8", _end(before)) from error
    if bad := REFUSED.search(text):
        raise ReadError(f"{describe(bad.group())} is not allowed", _end(text[: bad.start()]))
    if text.lstrip().startswith("{"):
        text = _JSON_PAIR.sub(_join_pair, text)
    return text


def _join_pair(match: re.Match[str]) -> str:
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _end(before: str) -> Mark:
    """Return the place right after ``before``, which begins the file."""
    return Mark(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _clip(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _no_extras(event: Any) -> None:
    if event.anchor is not None:
        raise ReadError(f"anchors (&{_clip(event.anchor)}) are not allowed: write the text out", _mark(event))
    if event.tag is not None:
        raise ReadError(f"tags ({_clip(event.tag)}) are not allowed: every value is text", _mark(event))


_PLAINER = {
    "mapping values are not allowed in this context": (
        "a second `: ` on the line, or a line indented too far: quote the text"
    ),
    "did not find expected key": "the indentation does not fit the lines before, or text needs quotes",
    "did not find expected '-' indicator": "the indentation does not fit the list that began before",
    "found unknown escape character": "an unknown escape in a double-quoted text: write \\\\ for a backslash",
    "found invalid Unicode character escape code": "an escape that is no character",
    "could not find expected ':'": "a key without `: `, or text that needs quotes",
}


def _syntax_error(error: yaml.MarkedYAMLError, text: str) -> ReadError:
    problem, context = error.problem or "not YAML", error.context or ""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return ReadError(problem)
    place = Mark(mark.line + 1, mark.column + 1)
    if problem == "found unexpected end of stream" and error.context_mark:
        opened = error.context_mark
        return ReadError("a quote that begins here is never closed", Mark(opened.line + 1, opened.column + 1))
    if problem == "found character that cannot start any token":
        lines = text.split("\n")
        character = (
            lines[mark.line][mark.column] if mark.line < len(lines) and mark.column < len(lines[mark.line]) else ""
        )
        if character == "\t":
            return ReadError("a tab cannot indent: use spaces", place)
        return ReadError(f"text that begins with {character!r} needs quotes", place)
    if context in {"while parsing a flow sequence", "while parsing a flow mapping"} and error.context_mark:
        opened = error.context_mark
        bracket = "]" if "sequence" in context else "}"
        return ReadError(
            f"expected `,` or `{bracket}` for the bracket opened on line {opened.line + 1}, column {opened.column + 1}",
            place,
        )
    return ReadError(_PLAINER.get(problem, f"{problem} {context}".strip()), place)
