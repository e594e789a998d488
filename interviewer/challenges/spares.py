"""A pool of warm processes, each good for one run.

A spare takes more than a second to load torch, and 20 milliseconds to run a submission once it has. So it is started
before it is needed, and never used twice: nothing that one run leaves behind can reach the next.
"""

import contextlib
import json
import os
import queue
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psutil

from interviewer.challenges.containment import COOKIE, hunt
from interviewer.text import plain

POOL = 2
"""Spares that are kept warm: with two, the next run finds one ready as fast as one can edit."""

SCARCE = 4 << 30
"""With less free memory than this, one spare is kept."""

PATIENCE = 60.0
"""Seconds that a spare may take to get warm."""

HEAD_SIZE = 8
"""Bytes before a frame's words; see ``wire``, which this module does without because it loads torch."""

_FOLDER = "interviewer-run-"
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "CUDA_HOME", "TZ")
_ROOT = Path(__file__).parents[2]


class Containment(Protocol):
    """A way to contain a process; ``containment.Rung`` is one."""

    @property
    def name(self) -> str:
        """``isolated``, ``limited`` or ``unprotected``."""

    @property
    def why(self) -> str:
        """A sentence on that for the user."""

    def command(
        self, argv: Sequence[str], work: Path, readable: Sequence[Path], hidden: Sequence[Path], device: str
    ) -> list[str]:
        """Return the command that runs ``argv`` contained."""


class NoSpareError(RuntimeError):
    """No process could be got ready; the message says why."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a spare is for: a device, and an interpreter (empty: the program's own)."""

    device: str = "auto"
    python: str = ""


@dataclass(eq=False, slots=True)
class Spare:
    """One process.

    Attributes:
        process: the process, or the sandbox around it.
        answers: the descriptor its frames come from.
        hung: the descriptor that the running line is written to before a deadline.
        work: its working folder.
        cookie: what marks everything that it starts.
        kind: what it was started for.
    """

    process: subprocess.Popen[bytes]
    answers: int
    hung: int
    work: Path
    cookie: str
    kind: Kind
    _about: dict[str, Any] | None = None
    _waiting: threading.Lock = field(default_factory=threading.Lock)

    def wait_until_warm(self) -> dict[str, Any]:
        """Wait until it can take a job; return its ``device``, the device's ``name`` and ``free_mb``, and ``torch``.

        Raises:
            NoSpareError: it has died, or takes too long.
        """
        with self._waiting:
            if self._about is None:
                self._about = _read_frame(self.answers, time.monotonic() + PATIENCE)
            if self._about is None:
                self.kill()
                said = _rest(self.streams["stderr"]).strip().splitlines()
                reason = plain(said[-1]) if said else "it says nothing"
                raise NoSpareError(f"The process that runs the code does not start: {reason}")
            return self._about

    @property
    def streams(self) -> dict[str, int]:
        """The descriptors of its output by name."""
        assert self.process.stdout is not None  # noqa: S101 - it was started with pipes
        assert self.process.stderr is not None  # noqa: S101 - the same
        return {"stdout": self.process.stdout.fileno(), "stderr": self.process.stderr.fileno()}

    def kill(self) -> None:
        """End it and its process group at once."""
        # A group that has gone already is what is wanted.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def bury(self) -> int:
        """End it, whatever it started, and its folder; return its exit status."""
        self.kill()
        status = self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                # What was not yet written to a dead process is lost, and that is said by closing.
                with contextlib.suppress(OSError):
                    stream.close()
        os.close(self.answers)
        os.close(self.hung)
        hunt(self.cookie)
        shutil.rmtree(self.work, ignore_errors=True)
        return status


class Pool:
    """Spares of one kind, the oldest taken first.

    They are started by one thread that lives as long as the pool, because on Linux they die with it.
    """

    def __init__(self, rung: Containment, *, readable: Callable[[str], Sequence[Path]], hidden: Sequence[Path]) -> None:
        self._rung = rung
        self._readable = readable
        self._hidden = tuple(hidden)
        self._kind = Kind()
        self._waiting: list[Future[Spare]] = []
        self._lock = threading.Lock()
        self._orders: queue.SimpleQueue[tuple[Kind, Future[Spare]]] = queue.SimpleQueue()
        threading.Thread(target=self._start_what_is_ordered, name="nursery", daemon=True).start()

    def want(self, kind: Kind) -> None:
        """Have spares of this kind, and none of any other."""
        with self._lock:
            old, self._waiting = (self._waiting, []) if kind != self._kind else ([], self._waiting)
            self._kind = kind
            missing = room(psutil.virtual_memory().available) - len(self._waiting)
            self._waiting += [self._order() for _ in range(missing)]
        for one in old:
            _bury(one)

    def take(self, kind: Kind) -> Spare:
        """Return a spare of this kind that has been started, maybe not yet warm; the caller buries it.

        Raises:
            NoSpareError: none can be started.
        """
        with self._lock:
            matches = kind == self._kind
        if not matches:
            self.want(kind)
        with self._lock:
            ordered = self._waiting.pop(0) if self._waiting else self._order()
        try:
            return ordered.result()
        except (OSError, subprocess.SubprocessError) as error:
            raise NoSpareError(f"{kind.python or 'Python'} cannot be started: {error}") from error

    def oldest(self) -> "Future[Spare] | None":
        """Return the spare that the next run gets, or None."""
        with self._lock:
            return self._waiting[0] if self._waiting else None

    def refill(self) -> None:
        """Start what is missing, in the background."""
        self.want(self._kind)

    def close(self) -> None:
        """End every spare."""
        with self._lock:
            old, self._waiting = self._waiting, []
        for one in old:
            _bury(one)

    def _order(self) -> "Future[Spare]":
        future: Future[Spare] = Future()
        self._orders.put((self._kind, future))
        return future

    def _start_what_is_ordered(self) -> None:
        while True:
            kind, future = self._orders.get()
            try:
                future.set_result(start(self._rung, kind, self._readable(kind.python), self._hidden))
            except (OSError, subprocess.SubprocessError) as error:
                future.set_exception(error)


def start(rung: Containment, kind: Kind, readable: Sequence[Path], hidden: Sequence[Path]) -> Spare:
    """Start a process and return at once, while it loads torch.

    Raises:
        OSError: it cannot be started.
    """
    cookie = os.urandom(12).hex()
    work = Path(tempfile.gettempdir(), f"{_FOLDER}{os.getpid()}-{cookie}")
    work.mkdir(mode=0o700)
    answers, answers_in = os.pipe()
    hung, hung_in = os.pipe()
    order = json.dumps({"answers": answers_in, "hung": hung_in, "device": kind.device})
    steps = [f"import sys; sys.path.append({str(_ROOT)!r})"]
    if rung.name != "isolated":
        # Before it loads torch, which takes seconds. A sandbox ends with this process by itself.
        steps += ["from interviewer.challenges.confine import die_with", f"die_with({os.getpid()})"]
    steps += ["from interviewer.challenges.child import main", "main()"]
    # Unbuffered, so that what is printed is seen at once and not lost with a process that is killed.
    argv = [kind.python or sys.executable, "-I", "-u", "-c", "; ".join(steps), order]
    # The best device is known to the child alone, so it must be able to see a graphics card.
    device = "cuda" if kind.device == "auto" else kind.device
    try:
        process = subprocess.Popen(  # noqa: S603 - our own module in the interpreter that the user chose
            rung.command(argv, work, readable, hidden, device),
            cwd=work,
            env=environment(os.environ, work, cookie),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(answers_in, hung_in),
            start_new_session=True,
        )
    except OSError:
        os.close(answers)
        os.close(hung)
        shutil.rmtree(work, ignore_errors=True)
        raise
    finally:
        os.close(answers_in)
        os.close(hung_in)
    return Spare(process, answers, hung, work, cookie, kind)


def _rest(number: int) -> str:
    """Return what can be read from a descriptor without waiting for more."""
    os.set_blocking(number, False)
    try:
        return os.read(number, 1 << 16).decode("utf-8", "replace")
    except BlockingIOError:
        return ""


def _read_frame(number: int, deadline: float) -> dict[str, Any] | None:
    """Return the words of one frame that no candidate can have written yet, or None where there is none in time."""
    content = b""
    wanted = HEAD_SIZE
    while len(content) < wanted:
        if not select.select([number], [], [], max(0.0, deadline - time.monotonic()))[0]:
            return None
        part = os.read(number, wanted - len(content))
        if not part:
            return None
        content += part
        if len(content) == HEAD_SIZE:
            wanted += int.from_bytes(content[:4])
    words: dict[str, Any] = json.loads(content[HEAD_SIZE:])
    return words


def sweep() -> None:
    """End and remove what a pool has left behind that was killed before it could do so itself."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
        owner, _, cookie = folder.name.removeprefix(_FOLDER).partition("-")
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            hunt(cookie)
            shutil.rmtree(folder, ignore_errors=True)


def environment(inherited: Mapping[str, str], work: Path, cookie: str) -> dict[str, str]:
    """Return a spare's environment: what programs need to be found, and nothing of the user's."""
    kept = {name: inherited[name] for name in _PASSED_ON if name in inherited}
    folders = dict.fromkeys(("HOME", "TMPDIR", "TORCHINDUCTOR_CACHE_DIR", "XDG_CACHE_HOME"), str(work))
    return kept | folders | {COOKIE: cookie, "OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}


def room(available: int) -> int:
    """Return how many spares to keep with so many bytes of memory available."""
    return POOL if available >= SCARCE else 1


def _bury(ordered: "Future[Spare]") -> None:
    def when_started(done: "Future[Spare]") -> None:
        if done.exception() is None:
            done.result().bury()

    ordered.add_done_callback(when_started)
