"""A disk that forgets, when the power is cut, some of what was not synchronized."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from random import Random

from tests.e2e.disk_writes import FOLDER, Change, FolderSynchronized, Named, Removed, Synchronized, Truncated, Wrote

SECTOR = 512
"""Bytes that a disk writes at once."""

TORN = 0.05
"""How often a sector that was being written holds the beginning of the new and the end of the old."""


class Disk:
    """What is on the disk, and what is on the way to it.

    The model: what was synchronized is there. Of what a file was written since, each sector's part of each write is
    kept, lost or torn, on its own and in any order; so are truncations. Where lost bytes had moved the end of a file,
    it may have moved all the same, over zeros. The bytes of a sector beside those written stay, which SQLite relies on
    ("powersafe overwrite"). Of the changes of names since their folder was synchronized each may have happened or not,
    whether others have or not; a rename happens as one, with the folder that it leads to. File systems with a journal
    are kinder than this. A disk that lies about having written is not modelled.
    """

    def __init__(self, root: str) -> None:
        """Make an empty disk; the folder ``root`` itself is there and stays."""
        self._root = root
        self._content: dict[int, bytearray] = {}
        self._written: dict[int, list[Wrote | Truncated]] = {}
        self._names: dict[str, int] = {}
        self._renamed: dict[str, list[Named | Removed]] = {}

    def do(self, change: Change) -> None:
        """Take one change in."""
        match change:
            case Wrote() | Truncated():
                self._written.setdefault(change.file, []).append(change)
            case Synchronized(file):
                content = self._content.setdefault(file, bytearray())
                for write in self._written.pop(file, []):
                    _apply(content, write)
            case Named() | Removed():
                self._renamed.setdefault(_parent(change.path), []).append(change)
            case FolderSynchronized(path):
                _rename(self._names, self._renamed.pop(path, []))

    def whole(self) -> dict[str, bytes | None]:
        """Return what is there if nothing is lost: content by path, None for a folder."""
        return self._files(Random(0), lose=False)

    def cut(self, rng: Random) -> dict[str, bytes | None]:
        """Return what may be there after a cut: content by path, None for a folder."""
        return self._files(rng, lose=True)

    def _files(self, rng: Random, *, lose: bool) -> dict[str, bytes | None]:
        names = dict(self._names)
        for changes in self._renamed.values():
            kept = rng.choice((0.0, 0.5, 0.5, 1.0)) if lose else 1.0
            _rename(names, (change for change in changes if rng.random() < kept))
        found: dict[str, bytes | None] = {}
        for path, file in sorted(names.items()):
            if _parent(path) == self._root or found.get(_parent(path), b"") is None:
                found[path] = None if file == FOLDER else self._left(file, rng, lose=lose)
        return found

    def _left(self, file: int, rng: Random, *, lose: bool) -> bytes:
        content = bytearray(self._content.get(file, b""))
        kept = _share(rng) if lose else 1.0
        for write in self._written.get(file, []):
            if kept == 1.0:
                _apply(content, write)
            elif isinstance(write, Truncated):
                if rng.random() < kept:
                    _apply(content, write)
            else:
                if rng.random() < kept:
                    _extend(content, write.offset + len(write.data))
                for part in _sectors(write):
                    if rng.random() < kept:
                        torn = rng.randrange(len(part.data)) if rng.random() < TORN else None
                        _apply(content, Wrote(file, part.offset, part.data[:torn]))
        return bytes(content)


def write_files(root: Path, files: dict[str, bytes | None], recorded: str) -> None:
    """Write files below ``root`` as they stood below ``recorded``, the folders before what is in them."""
    for path, content in files.items():
        target = root / PurePosixPath(path).relative_to(recorded)
        if content is None:
            target.mkdir()
        else:
            target.write_bytes(content)


def _share(rng: Random) -> float:
    """Return how much of a file's writes is kept: often none or all."""
    return rng.choice((0.0, 1.0, rng.random()))


def _sectors(write: Wrote) -> Iterable[Wrote]:
    at, end = write.offset, write.offset + len(write.data)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        yield Wrote(write.file, at, write.data[at - write.offset : stop - write.offset])
        at = stop


def _apply(content: bytearray, write: Wrote | Truncated) -> None:
    if isinstance(write, Truncated):
        del content[write.size :]
        _extend(content, write.size)
    else:
        _extend(content, write.offset)
        content[write.offset : write.offset + len(write.data)] = write.data


def _extend(content: bytearray, size: int) -> None:
    content.extend(bytes(max(0, size - len(content))))


def _rename(names: dict[str, int], changes: Iterable[Named | Removed]) -> None:
    for change in changes:
        if isinstance(change, Removed):
            names.pop(change.path, None)
        else:
            if change.before is not None:
                names.pop(change.before, None)
            names[change.path] = change.file


def _parent(path: str) -> str:
    return str(PurePosixPath(path).parent)
