"""The interface's end of judging: starts the referee, asks it, and yields what it tells. Never loads torch."""

import asyncio
import contextlib
import itertools
import json
import sys
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from interviewer.challenges.events import (
    Cancel,
    Event,
    NotReady,
    Probe,
    Probed,
    Ratios,
    Ready,
    RefereeDied,
    Request,
    Run,
    Verdict,
    Warm,
    from_line,
    to_line,
)

_ROOT = Path(__file__).parents[2]
_LONGEST_LINE = 16 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How submissions are run.

    Attributes:
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1`` or ``mps``.
        python: the interpreter to run them in, or empty for the program's own.
        at_most: the highest rung of containment to use.
    """

    device: str = "auto"
    python: str = ""
    at_most: str = "isolated"


class Judge:
    """A referee and the way to talk to it; use it as an asynchronous context.

    Entering the context starts nothing; :meth:`warm` or the first run does.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._process: asyncio.subprocess.Process | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._waiting: dict[str, asyncio.Queue[Event]] = {}
        self._ids = itertools.count(1)
        self._ready: asyncio.Future[Ready | NotReady] | None = None
        self._complaints = b""
        self._starting = asyncio.Lock()
        self._warming: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.close()

    async def warm(self) -> Ready | NotReady:
        """Start what a run needs, and wait until it is there; call it ahead of time and in the background."""
        if self._ready is None or self._ready.done():
            self._ready = asyncio.get_running_loop().create_future()
            # In a task of its own, and shielded: whoever stops waiting must not stop the others.
            self._warming = asyncio.create_task(self._ask_to_warm())
        return await asyncio.shield(self._ready)

    async def _ask_to_warm(self) -> None:
        try:
            await self._ask(Warm(self.settings.device, self.settings.python))
        except OSError as error:
            self._tell_ready(NotReady(f"The referee cannot be started: {error}"))

    async def run(
        self,
        challenge: Path,
        code: str,
        *,
        visible_only: bool = False,
        seed: int | None = None,
        trusted: bool = False,
    ) -> AsyncGenerator[Event, None]:
        """Judge a submission, and yield the events of the run as they come.

        The last one is a :class:`Verdict`, a :class:`Ratios` after a verdict that has ``more``, or a
        :class:`RefereeDied`. Closing the iterator before cancels the run.

        Args:
            challenge: the challenge's folder.
            code: the submission.
            visible_only: whether to run the visible cases alone.
            seed: what to draw the cases from, or None for a secret seed.
            trusted: whether the code comes with the challenge, so that its process may be used again.
        """
        name = f"run-{next(self._ids)}"
        settings = self.settings
        request = Run(
            name,
            _address(challenge),
            code,
            visible_only=visible_only,
            seed=seed,
            device=settings.device,
            python=settings.python,
            trusted=trusted,
        )
        over = False
        try:
            async with contextlib.aclosing(self._events(name, request)) as events:
                async for event in events:
                    over = _is_last(event)
                    yield event
        finally:
            if not over:
                with contextlib.suppress(OSError):
                    await self._send(Cancel(name))

    async def verdict(
        self,
        challenge: Path,
        code: str,
        *,
        visible_only: bool = False,
        seed: int | None = None,
        trusted: bool = False,
    ) -> Verdict:
        """Judge a submission and return only the verdict; that the referee died is one too."""
        events = self.run(challenge, code, visible_only=visible_only, seed=seed, trusted=trusted)
        # Closed at once where this is cancelled, so that the run is too.
        async with contextlib.aclosing(events):
            async for event in events:
                if isinstance(event, Verdict):
                    return event
                if isinstance(event, RefereeDied):
                    return Verdict(event.id, False, "unavailable", event.message)
        raise AssertionError("a run ends with a verdict")

    async def cancel(self) -> None:
        """Stop every run that is under way; each still ends with its verdict, ``cancelled``."""
        for name in list(self._waiting):
            await self._send(Cancel(name))

    async def probe(self, challenge: Path, *, seed: int) -> Probed:
        """Return which thoughtless answers, zeros and the like, a challenge's cases accept."""
        name = f"probe-{next(self._ids)}"
        async for event in self._events(name, Probe(name, _address(challenge), seed)):
            if isinstance(event, Probed):
                return event
            if isinstance(event, RefereeDied):
                return Probed(name, (), event.message)
        raise AssertionError("a probe ends with its result")

    async def close(self) -> None:
        """End the referee and everything it started."""
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
        async with self._starting:
            process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None  # noqa: S101 - it was started with a pipe
            process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), 5)
            except TimeoutError:
                process.kill()
                await process.wait()
        for task in self._tasks:
            await task
        self._tasks.clear()
        self._tell_ready(NotReady("The referee has been closed."))

    async def _events(self, name: str, request: Request) -> AsyncGenerator[Event, None]:
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._waiting[name] = queue
        try:
            await self._ask(request)
            while True:
                event = await queue.get()
                yield event
                if _is_last(event):
                    return
        except OSError as error:
            yield RefereeDied(name, f"The referee cannot be started: {error}")
        finally:
            del self._waiting[name]

    async def _ask(self, request: Request) -> None:
        """Send a request, to a new referee where there is none."""
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                await self._start()
        await self._send(request)

    async def _send(self, request: Request) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        assert process.stdin is not None  # noqa: S101 - it was started with a pipe
        process.stdin.write(to_line(request))
        # That the referee has died is told to whoever waits, by the end of its output.
        with contextlib.suppress(ConnectionError):
            await process.stdin.drain()

    async def _start(self) -> None:
        program = (
            f"import sys; sys.path.append({str(_ROOT)!r}); from interviewer.challenges.referee import main; main()"
        )
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-c",
            program,
            json.dumps({"at_most": self.settings.at_most}),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            # An interrupt typed in the terminal is the interface's to understand.
            start_new_session=True,
        )
        self._complaints = b""
        self._tasks = [one for one in self._tasks if not one.done()]
        self._tasks += [asyncio.create_task(self._listen(process)), asyncio.create_task(self._keep_complaints(process))]

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None  # noqa: S101 - it was started with a pipe
        while line := await process.stdout.readline():
            event: Any = from_line(line)
            if isinstance(event, Ready | NotReady):
                self._tell_ready(event)
            elif event.id in self._waiting:
                self._waiting[event.id].put_nowait(event)
        status = await process.wait()
        said = self._complaints.decode("utf-8", "replace").strip().splitlines()
        message = f"The referee ended (exit status {status}{f': {said[-1]}' if said else ''}); it is started again."
        for name, queue in self._waiting.items():
            queue.put_nowait(RefereeDied(name, message))
        self._tell_ready(NotReady(message))

    async def _keep_complaints(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None  # noqa: S101 - it was started with a pipe
        while content := await process.stderr.read(4096):
            self._complaints = (self._complaints + content)[-4096:]

    def _tell_ready(self, event: Ready | NotReady) -> None:
        if self._ready is not None and not self._ready.done():
            self._ready.set_result(event)


def _is_last(event: Event) -> bool:
    return isinstance(event, Probed | Ratios | RefereeDied) or (isinstance(event, Verdict) and not event.more)


def _address(challenge: Path) -> str:
    """Return the folder's full path: the referee has a working folder of its own."""
    return str(challenge.absolute())
