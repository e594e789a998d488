"""The referee: the process that holds cases, expected values, comparison and clock, and starts the spares.

It reads requests from its standard input and writes events to its standard output, a line of JSON each. It ends when
its input does, and takes everything with it.
"""

import json
import os
import platform
import queue
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import psutil
import torch

from interviewer.challenges import containment
from interviewer.challenges.events import (
    Cancel,
    Event,
    NotReady,
    Probe,
    Probed,
    Ready,
    Request,
    Run,
    Started,
    Verdict,
    Warm,
    from_line,
    to_line,
)
from interviewer.challenges.judging import Judging, Stop
from interviewer.challenges.reference import FaultyChallengeError, References
from interviewer.challenges.spares import Kind, NoSpareError, Pool, Spare, sweep
from interviewer.challenges.thoughtless import accepted

_OWN_FAULT = 70


def main() -> None:
    """Serve requests until standard input ends. The first argument is JSON: the highest rung that may be used."""
    order = json.loads(sys.argv[1])
    # Whatever prints must not end up among the events.
    events = os.dup(1)
    os.dup2(2, 1)
    # The candidate's process gets the processors; what is computed here is small.
    torch.set_num_threads(1)
    referee = Referee(containment.best_rung(at_most=order["at_most"]), events)
    sweep()
    for line in sys.stdin.buffer:
        referee.ask(from_line(line))
    referee.close()
    os._exit(0)


class Referee:
    """Answers requests one after the other; a cancellation and the wish for a warm process at once."""

    def __init__(self, rung: containment.Rung, events: int) -> None:
        self._rung = rung
        self._events = events
        self._writing = threading.Lock()
        self._references = References()
        self._requests: queue.SimpleQueue[tuple[Run | Probe, float]] = queue.SimpleQueue()
        self._kept: Spare | None = None
        self._stops: dict[str, Stop] = {}
        self._pool = Pool(rung, readable=readable, hidden=hidden())
        threading.Thread(target=self._serve, name="runs", daemon=True).start()

    def ask(self, request: Request) -> None:
        """Take a request; its events follow."""
        match request:
            case Run():
                self._stops[request.id] = Stop()
                self._requests.put((request, time.monotonic()))
            case Probe():
                self._requests.put((request, time.monotonic()))
            case Cancel():
                if request.id in self._stops:
                    self._stops[request.id].stop()
            case Warm():
                self._pool.want(Kind(request.device, request.python))
                threading.Thread(target=self._announce, name="herald", daemon=True).start()

    def close(self) -> None:
        """End every process."""
        for stop in list(self._stops.values()):
            stop.stop()
        self._pool.close()
        if self._kept is not None:
            self._kept.bury()

    def _serve(self) -> None:
        while True:
            request, began = self._requests.get()
            try:
                if isinstance(request, Run):
                    self._run(request, began)
                else:
                    self._probe(request)
            except BaseException:
                # A fault of our own: whoever waits is told by the end of the process, which is better than silence.
                traceback.print_exc()
                os._exit(_OWN_FAULT)

    def _announce(self) -> None:
        """Tell when the next run's process is warm, or why it does not get so."""
        ordered = self._pool.oldest()
        if ordered is None:
            return
        try:
            about = ordered.result().wait_until_warm()
        except (NoSpareError, OSError, subprocess.SubprocessError) as error:
            self._tell(NotReady(str(error)))
            return
        name, free_mb = str(about["name"]), int(about["free_mb"])
        name, free_mb = (name, free_mb) if name else (processor(), psutil.virtual_memory().available >> 20)
        self._tell(Ready(self._rung.name, self._rung.why, str(about["device"]), name, free_mb, str(about["torch"])))

    def _run(self, run: Run, began: float) -> None:
        stop = self._stops[run.id]
        kind = Kind(run.device, run.python)
        taken: list[Spare] = []
        judging: Judging | None = None

        def take() -> Spare:
            kept, self._kept = (self._kept, None) if run.trusted else (None, self._kept)
            if kept is not None and kept.kind != kind:
                kept.bury()
                kept = None
            taken.append(kept or self._pool.take(kind))
            return taken[-1]

        try:
            judging = Judging(run, self._references.get(Path(run.challenge)), began=began, tell=self._tell)
            self._tell(Started(run.id, judging.seed))
            judging.judge(take, stop, self._rung.name)
        except FaultyChallengeError as error:
            self._tell(Verdict(run.id, False, "challenge", f"The challenge itself is at fault: {error}"))
        del self._stops[run.id]
        self._pool.refill()
        if judging is not None and judging.reusable:
            self._kept = taken.pop()
        for spare in taken:
            spare.bury()

    def _probe(self, probe: Probe) -> None:
        try:
            passed = accepted(self._references.get(Path(probe.challenge)), probe.seed)
            self._tell(Probed(probe.id, tuple(passed)))
        except FaultyChallengeError as error:
            self._tell(Probed(probe.id, (), str(error)))

    def _tell(self, event: Event) -> None:
        line = memoryview(to_line(event))
        with self._writing:
            while line:
                line = line[os.write(self._events, line) :]


def readable(python: str) -> Sequence[Path]:
    """Return what a spare needs to read beside the system's own folders."""
    return containment.folders_of(python) if python else ()


def hidden() -> Sequence[Path]:
    """Return what a spare must not read: the challenges, with their solutions."""
    from interviewer.paths import bundled_bank

    return (bundled_bank(),)


def processor() -> str:
    """Return what the processor is called, or the machine's kind."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
