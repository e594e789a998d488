"""A challenge's own code, loaded into the referee: its cases, its way to drive a submission, its solution."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import torch

from interviewer.challenges import kit
from interviewer.challenges.measuring import measure
from interviewer.knowledge.challenges import ChallengeFolder, load_challenge

Check = Callable[[kit.Case, kit.Results, kit.Results], str | None]


class FaultyChallengeError(Exception):
    """A challenge whose own files are at fault; the message says how."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A challenge that is ready to judge with.

    Attributes:
        folder: the challenge.
        cases_source: the text of ``cases.py``, which the child needs for its ``exercise``.
        exercise: drives a submission through a case.
        check: judges a case's raw values itself, or None.
        entry: the reference solution, as ``exercise`` takes it.
    """

    folder: ChallengeFolder
    cases_source: str
    exercise: Callable[[Any, kit.Case], kit.Results]
    check: Check | None
    entry: Any
    _cases: Callable[[Any], kit.Cases]

    def cases(self, seed: int) -> Iterator[kit.Case]:
        """Yield the cases drawn from ``seed``.

        Raises:
            FaultyChallengeError: the challenge's generator fails.
        """
        try:
            yield from self._cases(torch.Generator().manual_seed(seed))
        except Exception as error:
            raise _faulty("cases.py", error) from error

    def results(self, case: kit.Case, seed: int) -> kit.Results:
        """Return what the reference solution gives for a case.

        Raises:
            FaultyChallengeError: it fails.
        """
        torch.manual_seed(seed)
        try:
            return self.exercise(self.entry, case)
        except Exception as error:
            raise _faulty(f"solution.py, case {case.name!r}", error) from error

    def cost(self, prepare: Callable[[], kit.Case], device: str) -> tuple[float, int]:
        """Return the seconds that the reference solution takes for a case, and on CUDA its peak memory in bytes.

        Raises:
            FaultyChallengeError: it cannot be run on that device here.
        """
        try:
            return measure(lambda case: self.exercise(self.entry, case), prepare, device)
        except Exception as error:
            raise _faulty("solution.py", error) from error


class References:
    """The challenges that were judged with so far; one is read again when its files change."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[tuple[int, ...], Reference]] = {}

    def get(self, folder: Path) -> Reference:
        """Return a challenge by its folder.

        Raises:
            FaultyChallengeError: it cannot be loaded.
        """
        try:
            stamp = tuple((folder / name).stat().st_mtime_ns for name in ("challenge.yaml", "cases.py", "solution.py"))
        except OSError as error:
            raise FaultyChallengeError(f"{error.filename}: {error.strerror}") from error
        known = self._kept.get(folder)
        if known is None or known[0] != stamp:
            known = self._kept[folder] = (stamp, load_reference(folder))
        return known[1]


def load_reference(folder: Path) -> Reference:
    """Load a challenge's own code.

    Raises:
        FaultyChallengeError: a file is missing or does not fit.
    """
    loaded = load_challenge(folder)
    if not isinstance(loaded, ChallengeFolder):
        raise FaultyChallengeError("; ".join(str(problem) for problem in loaded))
    cases, solution = _module(folder / "cases.py"), _module(folder / "solution.py")
    names = loaded.challenge.entry
    for module, name in ((cases, "cases"), *((solution, name) for name in names)):
        if not callable(getattr(module, name, None)):
            raise FaultyChallengeError(f"{module.__name__}.py defines no {name}")
    entries = [getattr(solution, name) for name in names]
    return Reference(
        loaded,
        (folder / "cases.py").read_text(encoding="utf-8"),
        getattr(cases, "exercise", kit.call),
        getattr(cases, "check", None),
        entries[0] if len(entries) == 1 else SimpleNamespace(**dict(zip(names, entries, strict=True))),
        cases.cases,
    )


def _module(file: Path) -> ModuleType:
    module = ModuleType(f"{file.parent.name}.{file.stem}")
    vars(module).update(__file__=str(file), plot=kit.plot)
    # Dataclasses and typing look a class's module up.
    sys.modules[module.__name__] = module
    try:
        # The challenge's own code is trusted as this program's is.
        exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), vars(module))  # noqa: S102 - see above
    except Exception as error:
        raise _faulty(file.name, error) from error
    return module


def _faulty(where: str, error: Exception) -> FaultyChallengeError:
    if isinstance(error, FaultyChallengeError):
        return error
    return FaultyChallengeError(f"{where}: {type(error).__name__}: {error}")
