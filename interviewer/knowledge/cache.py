"""The compiled bank on disk: derived, safe to delete, checked before it is believed.

A file is one line of JSON with the digests of what was compiled and of what follows, one line of JSON with the index,
then one line a question. Only the index is parsed when a bank is opened. Whatever is wrong with a file, it is passed
over and written again.
"""

import contextlib
import json
import tempfile
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from interviewer import __version__
from interviewer.knowledge.bank import Bank, Summary, TopicInfo
from interviewer.knowledge.places import Mark, Place
from interviewer.knowledge.problems import Problem, Severity
from interviewer.knowledge.sources import Source
from interviewer.paths import private_folder

_PATTERN = "bank-*"
_KEPT = 8
"""How many banks stay in the folder; the least recently written go first."""


def cache_key(sources: Sequence[Source]) -> str:
    """Return a digest of everything the compiled bank depends on: every file's name and bytes, and this program."""
    digest = blake2b(_program(), digest_size=16)
    for source in sources:
        head = json.dumps([str(source.path), source.role, str(source.folder), source.fault, len(source.content)])
        digest.update(head.encode())
        digest.update(source.content)
    return digest.hexdigest()


def read_cache(folder: Path, key: str) -> Bank | None:
    """Return the bank stored under ``key``, or None where there is none or it is not whole."""
    try:
        head, _, rest = _file(folder, key).read_bytes().partition(b"\n")
    except OSError:
        return None
    return _unpack(rest) if head == _head(key, rest) else None


def write_cache(folder: Path, key: str, bank: Bank) -> None:
    """Store ``bank`` under ``key``; a folder that cannot be written is let be."""
    rest = _pack(bank)
    temporary: Path | None = None
    try:
        private_folder(folder)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="bank-", suffix=".new", delete=False) as file:
            temporary = Path(file.name)
            file.write(_head(key, rest) + b"\n" + rest)
        temporary.replace(_file(folder, key))
        _forget_oldest(folder)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _file(folder: Path, key: str) -> Path:
    return folder / f"bank-{key}.jsonl"


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob(_PATTERN), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in files[_KEPT:]:
        path.unlink(missing_ok=True)


def _head(key: str, rest: bytes) -> bytes:
    digest = blake2b(rest, digest_size=16).hexdigest()
    return json.dumps({"format": "interviewer bank", "key": key, "digest": digest}).encode()


def _program() -> bytes:
    """Return what tells this program from another one: its version, and in a checkout its own text too."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return b"\0".join([__version__.encode(), *(module.read_bytes() for module in modules)])


def _pack(bank: Bank) -> bytes:
    files = list(dict.fromkeys(summary.place.file for summary in bank.summaries))
    numbers = {file: i for i, file in enumerate(files)}
    index = {
        "topics": bank.topics,
        "skills": bank.skills,
        "files": files,
        "summaries": [(*s[:-1], numbers[s.place.file], s.place.mark) for s in bank.summaries],
        "problems": [(p.place, p.message, p.field, p.question, p.severity) for p in bank.problems],
        "glossary": bank.glossary_body.decode(),
        "packs": [body.decode() for body in bank.pack_bodies],
    }
    return b"\n".join([json.dumps(index, separators=(",", ":")).encode(), *bank.bodies])


def _unpack(rest: bytes) -> Bank:
    line, *bodies = rest.split(b"\n")
    index: dict[str, Any] = json.loads(line)
    files = index["files"]
    return Bank(
        topics=tuple(TopicInfo(*topic) for topic in index["topics"]),
        skills=index["skills"],
        summaries=tuple(
            Summary(
                one, topic, kind, level, minutes, title, tuple(skills), tuple(sources), Place(files[file], Mark(*mark))
            )
            for one, topic, kind, level, minutes, title, skills, sources, file, mark in index["summaries"]
        ),
        problems=tuple(
            Problem(Place(file, Mark(*mark) if mark else None), message, field, question, Severity(severity))
            for (file, mark), message, field, question, severity in index["problems"]
        ),
        bodies=tuple(bodies),
        glossary_body=index["glossary"].encode(),
        pack_bodies=tuple(body.encode() for body in index["packs"]),
    )
