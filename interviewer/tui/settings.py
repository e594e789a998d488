"""``config.toml``: theme, keys and where code runs, read once at the start.

Whatever is wrong in the file is told in one line and left out; the rest applies.
"""

import re
import shutil
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from textual.keys import Keys

from interviewer.knowledge.names import did_you_mean

_TABLES = ("theme", "keys", "interview", "challenges")
_CHALLENGES = ("device", "python")
_INTERVIEW = ("rate",)
_DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d+)?")
_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user has settled.

    Attributes:
        theme: the colour theme's name; None for the default.
        keys: from a binding's id to the keys that replace its own, ``{"interview.submit": "ctrl+s"}``.
        rate: whether a mock interview asks how each answer went before it shows the grades.
        device: where code challenges run: ``auto``, ``cpu``, ``cuda``, ``cuda:1`` or ``mps``.
        python: the interpreter that runs them; empty for the program's own.
        problems: one line for each thing that was wrong in the file.
    """

    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    rate: bool = True
    device: str = "auto"
    python: str = ""
    problems: tuple[str, ...] = ()


def read_settings(path: Path, *, themes: Collection[str], bindings: Callable[[], Collection[str]]) -> Settings:
    """Read ``config.toml``; a missing file is an empty one."""
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError:
        return Settings(problems=(f"{path}: not UTF-8; save it as UTF-8",))
    except (OSError, tomllib.TOMLDecodeError) as error:
        return Settings(problems=(f"{path}: {error}",))
    problems = [
        f"{path}: unknown setting {name!r}{did_you_mean(name, _TABLES)}" for name in data if name not in _TABLES
    ]
    theme = data.get("theme")
    if theme is not None and theme not in themes:
        problems.append(f"{path}: there is no theme {theme!r}{did_you_mean(str(theme), themes)}")
        theme = None
    keys = _keys(data["keys"], bindings(), path, problems) if "keys" in data else {}
    rate = _interview(data.get("interview", {}), path, problems)
    device, python = _challenges(data.get("challenges", {}), path, problems)
    return Settings(theme, keys, rate, device, python, tuple(problems))


def _interview(table: Any, path: Path, problems: list[str]) -> bool:
    """Return whether candidates rate their answers."""
    if not isinstance(table, dict):
        problems.append(f"{path}: interview must be a table such as [interview] with rate = false")
        return True
    problems += [
        f"{path}: interview: unknown setting {name!r}{did_you_mean(name, _INTERVIEW)}"
        for name in table
        if name not in _INTERVIEW
    ]
    rate = table.get("rate", True)
    if not isinstance(rate, bool):
        problems.append(f"{path}: interview: rate should be true or false, not {rate!r}")
        return True
    return rate


def _challenges(table: Any, path: Path, problems: list[str]) -> tuple[str, str]:
    """Return where code runs and what runs it."""
    if not isinstance(table, dict):
        problems.append(f'{path}: challenges must be a table such as [challenges] with device = "cpu"')
        return "auto", ""
    problems += [
        f"{path}: challenges: unknown setting {name!r}{did_you_mean(name, _CHALLENGES)}"
        for name in table
        if name not in _CHALLENGES
    ]
    device, python = table.get("device", "auto"), table.get("python", "")
    if not isinstance(device, str) or not _DEVICE.fullmatch(device):
        problems.append(f"{path}: challenges: device should be auto, cpu, cuda, cuda:1 or mps, not {device!r}")
        device = "auto"
    if not isinstance(python, str) or (python and shutil.which(Path(python).expanduser()) is None):
        problems.append(f"{path}: challenges: python should be a Python that can be run, not {python!r}")
        python = ""
    return device, str(Path(python).expanduser()) if python else ""


def _keys(table: Any, bindings: Collection[str], path: Path, problems: list[str]) -> dict[str, str]:
    if not isinstance(table, dict):
        problems.append(f"{path}: keys must be a table of binding ids and keys")
        return {}
    keys = {}
    for name, key in _flat(table):
        if name not in bindings:
            problems.append(f"{path}: keys: no action is called {name!r}{did_you_mean(name, bindings)}")
        elif not isinstance(key, str) or not all(map(_is_key, key.split(","))):
            problems.append(f'{path}: keys: {name} needs a key such as "f2" or "ctrl+s"')
        else:
            keys[name] = ",".join(part.strip() for part in key.split(","))
    for name, other in combinations(keys, 2):
        same = set(keys[name].split(",")) & set(keys[other].split(","))
        if same and name.partition(".")[0] == other.partition(".")[0]:
            problems.append(f"{path}: keys: {name} and {other} are both on {min(same)}; one of them will not work")
    return keys


def _is_key(name: str) -> bool:
    """Return whether ``name`` is a key as Textual names it: ``f2``, ``ctrl+s``, ``?``, ``question_mark``."""
    *modifiers, key = name.strip().split("+")
    if not _MODIFIERS.issuperset(modifiers):
        return False
    if len(key) == 1 or key in {known.value for known in Keys}:
        return True
    try:
        unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return False
    return True


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Return dotted names: TOML reads ``interview.submit = "f2"`` as a table inside a table."""
    pairs: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            pairs.extend(_flat(value, f"{prefix}{name}."))
        else:
            pairs.append((f"{prefix}{name}", value))
    return pairs
