"""Which files make up a bank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from interviewer.knowledge.reader import ReadError, read_bytes


class Role(StrEnum):
    """What a file is for."""

    TOPIC = "topic"
    GLOSSARY = "glossary"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a bank, read but not yet understood.

    Attributes:
        path: the file, or a folder that cannot be read.
        role: what the file is for.
        folder: the bank's folder that it belongs to, resolved; the file itself where it was given by itself.
        content: its bytes; empty where it cannot be read.
        fault: why it cannot be read, or nothing.
    """

    path: Path
    role: Role
    folder: Path
    content: bytes = b""
    fault: str = ""


def find_sources(folders: Sequence[Path], glossary: Path | None = None, pack: Path | None = None) -> list[Source]:
    """Read every file of the bank in ``folders``, in the order in which questions are kept.

    A folder holds topic files, itself or in ``topics/``, beside an optional ``glossary.yaml`` and ``pack.yaml``; a
    topic file may be given in place of a folder.

    Args:
        folders: where to look; what cannot be read is returned with its fault.
        glossary: a glossary that applies whatever the folders hold.
        pack: a ``pack.yaml`` whose skills may be named whatever the folders hold.
    """
    common = [(glossary, Role.GLOSSARY), (pack, Role.PACK)]
    sources = [_read(path, role, path.parent.resolve()) for path, role in common if path is not None and path.exists()]
    for folder in folders:
        sources += _folder(folder)
    return list({source.path.resolve(): source for source in reversed(sources)}.values())[::-1]


def _folder(folder: Path) -> Iterator[Source]:
    resolved = folder.resolve()
    try:
        if folder.is_file():
            yield _read(folder, Role.TOPIC, resolved)
            return
        beside = _yaml_files(folder)
        inside = _yaml_files(folder / "topics") if (folder / "topics").is_dir() else []
    except OSError as error:
        yield Source(folder, Role.TOPIC, resolved, fault=f"cannot be read: {error.strerror or error}")
        return
    roles = {path: Role(path.stem) if path.stem in {"glossary", "pack"} else Role.TOPIC for path in beside}
    topics = [path for path, role in roles.items() if role is Role.TOPIC] + inside
    if not topics:
        yield Source(folder, Role.TOPIC, resolved, fault="holds no topic files (*.yaml)")
    yield from (_read(path, role, resolved) for path, role in roles.items() if role is not Role.TOPIC)
    yield from (_read(path, Role.TOPIC, resolved) for path in sorted(topics, key=lambda path: (path.name, path)))


def _yaml_files(folder: Path) -> list[Path]:
    # Names that begin with a dot are editors' scratch files.
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in {".yaml", ".yml"} and not p.name.startswith("."))


def _read(path: Path, role: Role, folder: Path) -> Source:
    try:
        return Source(path, role, folder, read_bytes(path))
    except ReadError as error:
        return Source(path, role, folder, fault=error.message)
