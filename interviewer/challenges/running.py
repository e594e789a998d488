"""A conversation with one spare about one submission, with every limit kept from outside it."""

import codecs
import contextlib
import os
import re
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psutil

from interviewer.challenges import wire
from interviewer.challenges.spares import Spare
from interviewer.text import plain

SHOWN_BYTES = 64 << 10
"""Bytes of each stream that are shown; the rest only counts."""

TICK = 0.05
"""Seconds between two looks at memory and the clock."""

MOST_POINTS = 20_000
"""Points of curves that are passed on in a run."""

_CHUNK = 1 << 18
_HUNG_LINE = re.compile(r'File "solution\.py", line (\d+)')


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a run may use: bytes of memory of all its processes, bytes of output."""

    memory: int
    output: int


class StoppedError(Exception):
    """A run that has ended without an answer.

    Attributes:
        stage: ``time``, ``memory``, ``output``, ``died`` or ``answer``.
        line: the submission's line that was running, or 0 where that is not known.
    """

    def __init__(self, stage: str, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.stage = stage
        self.line = line


class Conversation:
    """Frames to a spare and from it, while its output is passed on and its limits are kept.

    Args:
        spare: the process, which is warm; the caller buries it.
        allowance: what it may use.
        wrote: called with ``stdout`` or ``stderr`` and text that is safe to show.
        drew: called with the name and value of a point.
    """

    def __init__(
        self,
        spare: Spare,
        allowance: Allowance,
        *,
        wrote: Callable[[str, str], None],
        drew: Callable[[str, float], None],
    ) -> None:
        self._spare = spare
        self._drew = drew
        self._allowance = allowance
        self._coming = bytearray()
        self._frames: list[tuple[dict[str, Any], bytes]] = []
        self._going = memoryview(b"")
        self._ended = False
        self._points = 0
        self._memory_seen = 0.0
        self._selector = selectors.DefaultSelector()
        self._streams = {name: _Stream(name, number, wrote) for name, number in spare.streams.items()}
        for stream in self._streams.values():
            self._watch(stream.number, stream)
        self._watch(spare.answers, None)
        assert spare.process.stdin is not None  # noqa: S101 - it was started with pipes
        self._stdin = spare.process.stdin.fileno()
        os.set_blocking(self._stdin, False)
        # What a job before left there is not about this one.
        self._running_line()

    def send(self, words: dict[str, Any], tensors: wire.Tensors | None = None) -> None:
        """Send a frame; it goes out while an answer is awaited."""
        self._going = memoryview(bytes(self._going) + wire.pack(words, tensors))
        self._write()

    def receive(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        """Return the next frame: its JSON and the bytes of its tensors, which nobody has looked at yet.

        Args:
            deadline: when the time is over, on the monotonic clock.

        Raises:
            StoppedError: there is none, and why.
        """
        while not self._frames:
            now = time.monotonic()
            if now > deadline:
                raise StoppedError("time", "", self._running_line())
            if self._ended:
                raise self._how_it_died()
            self._turn(min(TICK, deadline - now))
            self._look_at_memory()
        return self._frames.pop(0)

    def listen(self) -> None:
        """Pass on what was written up to now."""
        for stream in self._streams.values():
            with contextlib.suppress(OSError, StoppedError):
                while self._read_stream(stream):
                    pass

    def finish(self) -> None:
        """Pass on the rest, and listen no more; the spare's descriptors stay open."""
        self.listen()
        for stream in self._streams.values():
            stream.finish()
        self._selector.close()

    def _turn(self, seconds: float) -> None:
        events = selectors.EVENT_WRITE if self._going else 0
        if events:
            with contextlib.suppress(KeyError):
                self._selector.unregister(self._stdin)
            self._selector.register(self._stdin, selectors.EVENT_WRITE)
        for key, _ in self._selector.select(max(0.0, seconds)):
            if key.fd == self._stdin:
                self._write()
            elif key.fd == self._spare.answers:
                self._read_answers()
            else:
                self._read_stream(key.data)
        if events:
            self._selector.unregister(self._stdin)

    def _watch(self, number: int, data: "_Stream | None") -> None:
        os.set_blocking(number, False)
        self._selector.register(number, selectors.EVENT_READ, data)

    def _write(self) -> None:
        # A dead process is noticed where its answers are read.
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            while self._going:
                self._going = self._going[os.write(self._stdin, self._going[:_CHUNK]) :]

    def _read_answers(self) -> None:
        try:
            content = os.read(self._spare.answers, _CHUNK)
        except BlockingIOError:
            return
        if not content:
            self._ended = True
            self._selector.unregister(self._spare.answers)
        self._coming += content
        try:
            while self._take_frame():
                pass
        except wire.MalformedError as error:
            raise StoppedError("answer", str(error)) from error

    def _take_frame(self) -> bool:
        start = wire.HEAD.size
        if len(self._coming) < start:
            return False
        words, tensors = wire.lengths(bytes(self._coming[:start]))
        if len(self._coming) < start + words + tensors:
            return False
        said = wire.read_words(bytes(self._coming[start : start + words]))
        body = bytes(self._coming[start + words : start + words + tensors])
        del self._coming[: start + words + tensors]
        if said.get("kind") == "plot":
            self._draw(said)
        else:
            self._frames.append((said, body))
        return True

    def _draw(self, said: dict[str, Any]) -> None:
        name, value = said.get("name"), said.get("value")
        self._points += 1
        if isinstance(name, str) and isinstance(value, float) and self._points <= MOST_POINTS:
            self._drew(plain(name)[:60].replace("\n", " "), value)

    def _read_stream(self, stream: "_Stream") -> bool:
        try:
            content = os.read(stream.number, _CHUNK)
        except BlockingIOError:
            return False
        if not content:
            with contextlib.suppress(KeyError):
                self._selector.unregister(stream.number)
            return False
        stream.take(content)
        if sum(one.seen for one in self._streams.values()) > self._allowance.output:
            raise StoppedError("output", f"more than {self._allowance.output >> 10} KiB", self._running_line())
        return True

    def _look_at_memory(self) -> None:
        now = time.monotonic()
        if now - self._memory_seen < TICK:
            return
        # The first look comes a tick after the start: nothing can fill the memory sooner.
        first, self._memory_seen = not self._memory_seen, now
        if first:
            return
        used = memory_of(self._spare.process.pid, self._allowance.memory)
        if used > self._allowance.memory:
            raise StoppedError("memory", f"{used >> 20} MiB", self._running_line())

    def _running_line(self) -> int:
        """Return the submission's line that was written down last, or 0."""
        os.set_blocking(self._spare.hung, False)
        try:
            text = os.read(self._spare.hung, 1 << 16).decode("utf-8", "replace")
        except BlockingIOError:
            return 0
        # Each thread's lines begin with the innermost; the main thread comes last.
        threads = [_HUNG_LINE.search(thread) for thread in re.split(r"(?m)^(?=(?:Current thread|Thread) )", text)]
        lines = [int(found[1]) for found in threads if found]
        return lines[-1] if lines else 0

    def _how_it_died(self) -> StoppedError:
        line = self._running_line()
        try:
            status = self._spare.process.wait(1.0)
        except subprocess.TimeoutExpired:
            return StoppedError("died", "It closed the way back for its answers.", line)
        # A sandbox reports a signal as a shell does.
        number = -status if status < 0 else status - 128
        if number == signal.SIGXCPU:
            return StoppedError("time", "", line)
        if number in {one.value for one in signal.Signals}:
            name = signal.strsignal(number) or signal.Signals(number).name
            return StoppedError("died", f"The process was ended by a signal: {name.lower()}.", line)
        return StoppedError("died", f"The process ended itself, with exit status {status}.", line)


class _Stream:
    """One of the two output streams: text that is safe to show, up to a size."""

    def __init__(self, name: str, number: int, wrote: Callable[[str, str], None]) -> None:
        self.number = number
        self.seen = 0
        self._name = name
        self._wrote = wrote
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def take(self, content: bytes) -> None:
        room = SHOWN_BYTES - self.seen
        self.seen += len(content)
        if room >= 0:
            self._pass_on(self._decoder.decode(content[:room]))
            if len(content) > room:
                self._pass_on(f"\n… {self._name} beyond {SHOWN_BYTES >> 10} KiB is not shown …\n")

    def finish(self) -> None:
        self._pass_on(self._decoder.decode(b"", final=True))

    def _pass_on(self, text: str) -> None:
        text = plain(text)
        if text:
            self._wrote(self._name, text)


def memory_of(pid: int, limit: int) -> int:
    """Return the bytes that a process and all it started have in memory.

    Pages that several of them share are counted once, but only where that matters, because it takes time to find out.
    """
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    resident = sum(_resident(one) for one in family)
    return resident if resident <= limit else sum(_proportional(one) for one in family)


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _proportional(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
    except psutil.Error:
        return _resident(process)
    return int(getattr(full, "pss", 0) or full.rss)
