"""Rows read straight from the pages of an SQLite file, for a file that SQLite itself refuses.

Every page that a row can stand on says so by itself, so a page that is lost takes no other with it, and neither the
header nor the schema is needed. What is read may be anything: whoever asks must know its rows by their content.
The format is described at https://www.sqlite.org/fileformat2.html.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from interviewer.progress.files import LOG

Value = int | float | str | bytes | None
"""What a column can hold."""

PAGE_SIZE = 4096
"""What SQLite gives a new file; used where a damaged header says nothing."""

_MAGIC = b"SQLite format 3\0"
_FILE_HEADER = 100
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LOG_MAGIC = {0x377F0682, 0x377F0683}
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, or one entry of an index.

    Attributes:
        rowid: the row's number; None for an entry of an index, and of a table that is one.
        values: its columns; a column that *is* the row's number is None.
    """

    rowid: int | None
    values: tuple[Value, ...]


class _UnreadableError(ValueError):
    """A row that is not whole."""


def read_pages(path: Path) -> dict[int, bytes]:
    """Return the pages of a database by number, from 1, with what its log holds of committed ones put in their place.

    Raises:
        OSError: the file cannot be read.
    """
    content = path.read_bytes()
    log = path.with_name(path.name + LOG)
    log_content = log.read_bytes() if log.exists() else b""
    size = _page_size(content, log_content)
    pages = {1 + at // size: content[at : at + size] for at in range(0, len(content), size)}
    return pages | _committed(log_content, size)


def _page_size(content: bytes, log: bytes) -> int:
    """Return what the file's header says, else the log's, else SQLite's own."""
    said = int.from_bytes(content[16:18], "big") if content.startswith(_MAGIC) else int.from_bytes(log[8:12], "big")
    said = 65536 if said == 1 else said
    return said if said in {1 << power for power in range(9, 17)} else PAGE_SIZE


def _committed(log: bytes, size: int) -> dict[int, bytes]:
    """Return the pages in a log up to its last commit; frames of another salt are left from an earlier use of it."""
    if len(log) < _LOG_HEADER or int.from_bytes(log[:4], "big") not in _LOG_MAGIC:
        return {}
    committed: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for at in range(_LOG_HEADER, len(log) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        number, pages_after_commit = struct.unpack_from(">II", log, at)
        if log[at + 8 : at + 16] != log[16:24]:
            break
        pending[number] = log[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        if pages_after_commit:
            committed |= pending
            pending = {}
    return committed


def rows(pages: Mapping[int, bytes]) -> Iterator[Row]:
    """Yield what can be read of every row and every entry of an index; deleted and replaced ones may come too.

    Args:
        pages: what :func:`read_pages` has read.
    """
    for number, page in pages.items():
        start = _FILE_HEADER if number == 1 else 0
        kind = page[start] if len(page) > start else 0
        if kind not in {_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR}:
            continue
        first = start + (12 if kind == _INDEX_INTERIOR else 8)
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        for at in range(first, min(first + 2 * cells, len(page) - 1), 2):
            try:
                yield _row(pages, page, int.from_bytes(page[at : at + 2], "big"), kind)
            except (_UnreadableError, UnicodeDecodeError, struct.error):
                continue


def _row(pages: Mapping[int, bytes], page: bytes, at: int, kind: int) -> Row:
    if kind == _INDEX_INTERIOR:
        at += 4
    length, at = _varint(page, at)
    rowid = None
    if kind == _TABLE_LEAF:
        rowid, at = _varint(page, at)
    return Row(rowid, _record(_payload(pages, page, at, length, kind)))


def _payload(pages: Mapping[int, bytes], page: bytes, at: int, length: int, kind: int) -> bytes:
    """Return a row's bytes, those on overflow pages too."""
    size = len(page)
    most = size - 35 if kind == _TABLE_LEAF else (size - 12) * 64 // 255 - 23
    if length <= most:
        return _exactly(page[at : at + length], length)
    least = (size - 12) * 32 // 255 - 23
    local = least + (length - least) % (size - 4)
    local = local if local <= most else least
    parts = [_exactly(page[at : at + local], local)]
    missing = length - local
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while missing > 0:
        part = pages.get(following, b"")[4 : 4 + missing]
        if not part:
            raise _UnreadableError
        parts.append(part)
        missing -= len(part)
        following = int.from_bytes(pages[following][:4], "big")
    return b"".join(parts)


def _record(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    data = end
    values = []
    while at < end:
        kind, at = _varint(payload, at)
        value, data = _value(payload, kind, data)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    """Return the value of a serial type that stands at ``at``, and where the next one does."""
    if kind >= 12:
        length = (kind - 12) // 2
        raw = _exactly(payload[at : at + length], length)
        return raw if kind % 2 == 0 else raw.decode(), at + length
    if kind in {0, 8, 9}:
        return (None if kind == 0 else kind - 8), at
    if kind in {10, 11}:
        raise _UnreadableError
    length = (0, 1, 2, 3, 4, 6, 8, 8)[kind]
    raw = _exactly(payload[at : at + length], length)
    return (struct.unpack(">d", raw)[0] if kind == 7 else int.from_bytes(raw, "big", signed=True)), at + length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number of 1 to 9 bytes at ``at``, and where it ends; negative numbers are none of ours."""
    value = 0
    for place in range(9):
        if at + place >= len(data):
            raise _UnreadableError
        byte = data[at + place]
        if place == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + place + 1
    raise AssertionError


def _exactly(data: bytes, length: int) -> bytes:
    if len(data) != length:
        raise _UnreadableError
    return data
