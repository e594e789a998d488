"""Judging on the command line: events as lines, on save again, and the proof of whole challenges."""

import asyncio
import contextlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.challenges.events import CaseDone, Output, Plot, Ratios, Ready, RefereeDied, Started, Verdict
from interviewer.challenges.judge import Judge, Settings
from interviewer.challenges.proving import Proof, prove
from interviewer.cli.challenges import read_code
from interviewer.knowledge.challenges import ChallengeFolder

GLANCE = 0.1
"""Seconds between two looks at a file that is watched."""


async def judge_file(
    folder: ChallengeFolder, file: Path, settings: Settings, *, visible_only: bool, seed: int | None
) -> bool:
    """Judge a file once, printing events as they come; return whether it passed."""
    async with Judge(settings) as judge:
        return (await judge_code(judge, folder, read_code(file), visible_only=visible_only, seed=seed)).passed


async def judge_on_save(
    folder: ChallengeFolder, file: Path, settings: Settings, *, visible_only: bool, seed: int | None
) -> None:
    """Judge a file now and whenever it changes, until interrupted; a run under way is stopped for the next."""
    async with Judge(settings) as judge:
        ready = await judge.warm()
        if isinstance(ready, Ready):
            memory = f"{ready.free_mb / 1024:.1f} GiB free"
            print(f"The code runs {ready.containment} on {ready.device} ({ready.name}, {memory}). {ready.why}.")
        last = _stamp(file)
        while True:
            code = read_code(file)
            running = asyncio.create_task(judge_code(judge, folder, code, visible_only=visible_only, seed=seed))
            try:
                last = await _change(file, last)
            finally:
                running.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await running
            print(f"\n{file} has changed.")


async def prove_all(folders: Sequence[ChallengeFolder], settings: Settings, *, seed: int) -> bool:
    """Prove challenges one after another, a line each; return whether all can be trusted."""
    trusted = True
    async with Judge(settings) as judge:
        for folder in folders:
            proofs = await prove(folder, judge, seed=seed)
            faults = [one for one in proofs if one.fault]
            trusted &= not faults
            print(f"{'FAULT' if faults else _figure(proofs)}  {folder.id}  ({len(proofs)} checks)", flush=True)
            for one in faults:
                print(f"      {one.what}: {one.fault}", flush=True)
    return trusted


def _figure(proofs: Sequence[Proof]) -> str:
    skipped = any(one.verdict is not None and one.verdict.stage == "unavailable" for one in proofs)
    return "  -  " if skipped else " good"


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of some code; no verdict where the referee died."""

    verdict: Verdict | None = None
    ratios: Ratios | None = None

    @property
    def passed(self) -> bool:
        """Whether every case passed."""
        return self.verdict is not None and self.verdict.passed


@dataclass(slots=True)
class _Printer:
    """Prints the events of one run; text of the submission begins on a line of its own."""

    open_line: bool = False
    curves: dict[str, list[float]] = field(default_factory=dict)

    def output(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()
        self.open_line = not text.endswith("\n")

    def line(self, text: str) -> None:
        print(f"\n{text}" if self.open_line else text, flush=True)
        self.open_line = False


async def judge_code(
    judge: Judge, folder: ChallengeFolder, code: str, *, visible_only: bool, seed: int | None = None
) -> Judged:
    """Judge some code once, printing events as they come."""
    printer = _Printer()
    events = judge.run(folder.path, code, visible_only=visible_only, seed=seed)
    verdict: Verdict | None = None
    ratios: Ratios | None = None
    # Closing it is what stops the run.
    async with contextlib.aclosing(events):
        async for event in events:
            match event:
                case Started():
                    printer.line(f"{folder.id}: seed {event.seed}")
                case Output():
                    printer.output(event.text)
                case CaseDone():
                    mark, held_back = "ok  " if event.passed else "FAIL", "" if event.visible else "  (held back)"
                    printer.line(f"  {mark}  {event.name}  {event.ms:.1f} ms{held_back}")
                case Plot():
                    printer.curves.setdefault(event.name, []).append(event.value)
                case RefereeDied():
                    printer.line(event.message)
                case Verdict():
                    _tell(printer, event)
                    verdict = event
                case Ratios():
                    ratios = event
                    _tell_ratios(printer, event)
    return Judged(verdict, ratios)


def _tell_ratios(printer: _Printer, ratios: Ratios) -> None:
    if ratios.time is not None:
        memory = f", {ratios.memory:.2g} times its memory" if ratios.memory is not None else ""
        time = f"{ratios.time:.0f}" if ratios.time >= 10 else f"{ratios.time:.2g}"
        printer.line(f"The largest case takes {time} times the reference solution's time{memory}.")


def _tell(printer: _Printer, verdict: Verdict) -> None:
    for name, points in printer.curves.items():
        printer.line(f"  {name}: {len(points)} points, from {points[0]:.4g} to {points[-1]:.4g}")
    end = f"{verdict.cases} of {verdict.of} cases, {verdict.ms:.0f} ms"
    where = f", {verdict.containment} on {verdict.device}" if verdict.device else ""
    if verdict.passed:
        printer.line(f"PASSED: {end}{where}")
        return
    case = f" in the case {verdict.case!r}" if verdict.case else ""
    printer.line(f"FAILED at {verdict.stage}{case}: {end}{where}")
    printer.line(f"\n{verdict.message}")
    for paragraph in verdict.details:
        printer.line(paragraph)
    if verdict.stage != "forbidden" and verdict.forbidden:
        printer.line(f"Forbidden too: {'; '.join(verdict.forbidden)}")


def _stamp(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError:
        # Editors replace a file by another one, and for a moment there is none.
        return 0, 0
    return status.st_mtime_ns, status.st_size


async def _change(file: Path, last: tuple[int, int]) -> tuple[int, int]:
    """Wait until a file has changed and is there, and return its new stamp."""
    while True:
        await asyncio.sleep(GLANCE)
        stamp = _stamp(file)
        if stamp not in {last, (0, 0)}:
            return stamp
