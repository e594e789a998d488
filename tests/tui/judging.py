"""A judge that says what a test wants, without any process."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.challenges.events import (
    CaseDone,
    Event,
    NotReady,
    Output,
    Plot,
    Ratios,
    Ready,
    RefereeDied,
    Started,
    Verdict,
)
from interviewer.challenges.judge import Judge

READY = Ready("isolated", "It runs in namespaces of its own", "cpu", "Some CPU", 2048, "2.13.0")
STARTED = Started("run-1", 7)
FIRST = CaseDone("run-1", "one number", visible=True, passed=True, ms=0.4)
SECOND = CaseDone("run-1", "two numbers", visible=False, passed=True, ms=0.5)
PASSED = Verdict("run-1", True, seed=7, ms=21.0, cases=2, of=2, containment="isolated", device="cpu", more=True)
RATIOS = Ratios("run-1", 1.25)
PASS: tuple[Event, ...] = (STARTED, Output("run-1", "stdout", "a\tb\n"), FIRST, SECOND, PASSED, RATIOS)
TRY: tuple[Event, ...] = (STARTED, FIRST, Verdict("run-1", True, seed=7, ms=9.0, cases=1, of=1, device="cpu"))
FAIL: tuple[Event, ...] = (
    STARTED,
    Plot("run-1", "loss", 0, 1.0),
    Plot("run-1", "loss", 1, 0.5),
    Plot("run-1", "loss", 2, float("nan")),
    CaseDone("run-1", "one [number]", visible=True, passed=False, ms=0.4),
    Verdict(
        "run-1",
        False,
        "value",
        "1 of 1 elements [differs].",
        "one [number]",
        ("The call: double([1.5])",),
        line=2,
        seed=7,
        ms=8.0,
        cases=0,
        of=2,
    ),
)
DEATH: tuple[Event, ...] = (RefereeDied("run-1", "The referee ended; it is started again."),)


@dataclass
class FakeJudge(Judge):
    """Tells ``events`` for each run, those after ``gate`` once that is set.

    Attributes:
        ready: what warming up comes to.
        events: what the next runs tell.
        gate: holds runs before their verdict.
        runs: the code of each run and whether only visible cases were wanted.
        closed: runs that were left before their end.
    """

    ready: Ready | NotReady = READY
    events: Sequence[Event] = PASS
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    runs: list[tuple[str, bool]] = field(default_factory=list)
    left: int = 0
    cancelled: int = 0
    closed: bool = False

    def __post_init__(self) -> None:
        self.gate.set()

    async def warm(self) -> Ready | NotReady:
        return self.ready

    async def run(
        self,
        challenge: Path,
        code: str,
        *,
        visible_only: bool = False,
        seed: int | None = None,
        trusted: bool = False,
    ) -> AsyncGenerator[Event, None]:
        assert (challenge / "cases.py").is_file()
        self.runs.append((code, visible_only))
        over = False
        try:
            for event in self.events:
                if isinstance(event, Verdict):
                    await self.gate.wait()
                yield event
            over = True
        finally:
            self.left += not over

    async def cancel(self) -> None:
        self.cancelled += 1
        self.events = [Verdict("run-1", False, "cancelled", "Stopped.")]
        self.gate.set()

    async def close(self) -> None:
        self.closed = True
