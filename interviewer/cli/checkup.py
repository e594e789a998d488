"""What the program runs on and where it keeps things, looked at one by one; nothing is changed but the bank's cache."""

import os
import platform
import shlex
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from interviewer import __version__
from interviewer.paths import Paths
from interviewer.text import counted

PACKAGES = ("textual", "torch", "scikit-learn", "rapidfuzz", "pydantic")
"""What is worth knowing the version of when something goes wrong."""

DEVICE_SECONDS = 60.0
"""How long PyTorch may take to say which device it finds; a first import on a slow disk takes most of it."""

LEAST_FREE = 16 * 1024 * 1024
"""Bytes of a disk that should be free: a long history, and a copy of it, grow by less in a year."""

SMALLEST = (80, 24)
"""Columns and lines that the terminal interface needs."""

# Runs in a process of its own: PyTorch takes seconds and hundreds of megabytes, and a broken one may crash.
_DEVICE = """
import torch
if torch.cuda.is_available():
    print("cuda", torch.cuda.get_device_name(0))
elif torch.backends.mps.is_available():
    print("mps")
else:
    print("cpu", torch.get_num_threads(), "threads")
"""


class Status(StrEnum):
    """How a check came out; only ``FAIL`` keeps the program from working as it should."""

    OK = "ok"
    WARN = "warn"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what, how it stands, what was found."""

    name: str
    status: Status
    found: str


def all_checks(paths: Paths) -> Iterator[Check]:
    """Look at everything, the quick things first."""
    yield from check_versions()
    yield check_device()
    yield check_folder("data", paths.data, needed=True)
    yield check_folder("config", paths.config, needed=False)
    yield check_folder("cache", paths.cache, needed=False)
    yield check_bank(paths)
    yield check_history(paths.history)
    size = shutil.get_terminal_size(SMALLEST) if sys.stdout.isatty() else None
    yield from check_terminal(os.environ, size, sys.stdout.encoding)
    yield check_editor(os.environ)


def check_versions() -> Iterator[Check]:
    """Look at the versions of the program, Python, SQLite and the packages, without importing them."""
    yield Check("interviewer", Status.OK, __version__)
    yield Check("Python", Status.OK, f"{platform.python_version()} ({sys.executable})")
    for package in PACKAGES:
        try:
            yield Check(package, Status.OK, version(package))
        except PackageNotFoundError:
            yield Check(package, Status.FAIL, "not installed; `make setup`, or install interviewer again")
    yield Check("SQLite", Status.OK, sqlite3.sqlite_version)


def check_device(code: str = _DEVICE, seconds: float = DEVICE_SECONDS) -> Check:
    """Ask PyTorch in a process of its own which device it finds."""
    try:
        # -P: a torch.py in the folder where the command runs is not PyTorch.
        asked = subprocess.run(  # noqa: S603 -- this Python, a constant
            [sys.executable, "-P", "-c", code],
            capture_output=True,
            timeout=seconds,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return Check("device", Status.WARN, f"PyTorch did not answer within {seconds:g} seconds")
    except OSError as error:
        return Check("device", Status.WARN, f"PyTorch could not be asked: {error.strerror}")
    if asked.returncode != 0:
        said = asked.stderr.decode("utf-8", "replace").strip().split("\n")[-1] or f"exit status {asked.returncode}"
        return Check("device", Status.FAIL, f"PyTorch does not work: {said}")
    return Check("device", Status.OK, asked.stdout.decode("utf-8", "replace").strip())


def check_folder(name: str, folder: Path, *, needed: bool) -> Check:
    """Look at one of the user's folders: there or to be made, writable, nobody else's business."""
    title, bad = f"{name} folder", Status.FAIL if needed else Status.WARN
    try:
        if not folder.exists():
            above = next(parent for parent in folder.parents if parent.exists())
            if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
                return Check(title, Status.OK, f"{folder}, made on first use")
            return Check(title, bad, f"{folder} cannot be made: {above} is not writable")
        mode = folder.stat().st_mode
    except OSError as error:
        return Check(title, bad, f"{folder}: {error.strerror}")
    if not stat.S_ISDIR(mode):
        return Check(title, bad, f"{folder} is not a folder")
    found = f"{folder}, mode {stat.S_IMODE(mode):04o}"
    if not os.access(folder, os.W_OK | os.X_OK):
        return Check(title, bad, f"{found}, not writable")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return Check(title, Status.WARN, f"{found}, writable, but only {free / 1024:,.0f} KiB of the disk are free")
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Check(title, Status.WARN, f"{found}, writable, open to others: chmod 700")
    return Check(title, Status.OK, f"{found}, writable")


def check_bank(paths: Paths) -> Check:
    """Load the bank that a session would ask from."""
    from interviewer.knowledge.opening import open_bank

    bank = open_bank(paths)
    found = f"{counted(len(bank), 'question')} in {counted(len(bank.topics), 'topic')}"
    if not len(bank):
        return Check("bank", Status.FAIL, f"{found}; `interviewer bank check` shows why")
    if bank.problems:
        problems = counted(len(bank.problems), "problem")
        return Check("bank", Status.WARN, f"{found}, {problems}; `interviewer bank check` shows them")
    return Check("bank", Status.OK, f"{found}, no problems")


def check_history(path: Path) -> Check:
    """Examine the history without changing it."""
    from interviewer.progress.health import Condition, examine
    from interviewer.progress.migrations import SCHEMA

    health = examine(path)
    match health.condition:
        case Condition.GOOD | Condition.OLDER if health.schema:
            found = f"schema {health.schema}, intact, {counted(health.sessions, 'session')}"
            found += f" ({health.unfinished} unfinished), {counted(health.events, 'event')}"
            older = "" if health.condition is Condition.GOOD else f"; brought to schema {SCHEMA} on the next start"
            status, said = Status.OK, f"{found}{older}"
        case Condition.MISSING | Condition.OLDER:
            status, said = Status.OK, "none yet, made on first use"
        case Condition.NEWER:
            newer = f"written by a newer version (schema {health.schema}, this program knows {SCHEMA})"
            status, said = Status.FAIL, f"{newer}; update interviewer"
        case Condition.FOREIGN:
            status, said = Status.FAIL, "another program's database; move it away"
        case Condition.LOCKED:
            status, said = Status.WARN, "locked by another window; close it and look again"
        case Condition.DAMAGED:
            said = f"damaged ({health.detail}); the next start saves what it can and keeps the file"
            status = Status.FAIL
        case _:
            status, said = Status.FAIL, f"cannot be read ({health.detail})"
    return Check("history", status, f"{path}: {said}")


def check_terminal(
    environment: Mapping[str, str], size: tuple[int, int] | None, encoding: str | None
) -> Iterator[Check]:
    """Look at what the terminal interface needs; ``size`` is columns and lines, None where there is no terminal."""
    term = environment.get("TERM", "")
    capable = term not in {"", "dumb"}
    yield Check("TERM", Status.OK if capable else Status.WARN, term if capable else f"{term or 'not set'}; use --plain")
    yield Check("NO_COLOR", Status.OK, "set: no colours" if environment.get("NO_COLOR") else "not set")
    if size is None:
        yield Check("terminal size", Status.OK, "no terminal here")
    else:
        large = size[0] >= SMALLEST[0] and size[1] >= SMALLEST[1]
        wanted = "" if large else f", smaller than {SMALLEST[0]}×{SMALLEST[1]}"
        yield Check("terminal size", Status.OK if large else Status.WARN, f"{size[0]}×{size[1]}{wanted}")
    utf8 = (encoding or "").lower().replace("-", "") == "utf8"
    said = encoding or "unknown"
    yield Check(
        "encoding", Status.OK if utf8 else Status.WARN, said if utf8 else f"{said}; a UTF-8 locale shows σ and ✓"
    )


def check_editor(environment: Mapping[str, str]) -> Check:
    """Look for the editor that long answers can be written in."""
    name = "VISUAL" if environment.get("VISUAL") else "EDITOR"
    try:
        command = shlex.split(environment.get(name, ""))
    except ValueError as error:
        return Check(name, Status.WARN, f"{environment[name]!r} cannot be read: {error}")
    if not command:
        return Check(name, Status.WARN, "not set; set it to write long answers in an editor")
    if shutil.which(command[0], path=environment.get("PATH")) is None:
        return Check(name, Status.WARN, f"{command[0]} is not found")
    return Check(name, Status.OK, shlex.join(command))
