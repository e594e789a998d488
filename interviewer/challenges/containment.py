"""The ladder of containment: how much a system lets us keep a candidate's code away from the rest of it.

Protection from accidents and simple malice, never a security sandbox. Which rung is best is found by trying it, and its
name is for the user to see: ``isolated`` (bubblewrap: a file system, a process list and a network of its own),
``limited`` (Landlock and a seccomp filter: the system's own, with most of it closed) or ``unprotected`` (a process
group, limits and a watchdog).
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import psutil

from interviewer.challenges import landlock, probing
from interviewer.challenges.confine import SYSTEM

Name = Literal["isolated", "limited", "unprotected"]
LADDER: tuple[Name, ...] = ("isolated", "limited", "unprotected")

COOKIE = "INTERVIEWER_RUN"
"""The environment variable that marks what a run has started."""

_PACKAGE = Path(__file__).parent
_ROOT = _PACKAGE.parents[1]
_WORK_BYTES = 256 << 20
_TEMPORARY_BYTES = 64 << 20
_TEMPORARY = Path("/tmp")  # noqa: S108 - what many programs expect; in the sandbox it is one of its own
_USER_PID_MOUNT = 0x10000000 | 0x20000000 | 0x00020000
_GRAPHICS = ("nvidia*", "nvidia-caps/*", "dri/*", "kfd")
_HUNTING = 1.0
"""Seconds after which a hunt ends, though something still starts anew."""

_PATIENCE = 20.0
"""Seconds for one self-test; it takes a twentieth of one, unless the machine is very busy."""


@dataclass(frozen=True)
class Rung:
    """One way to contain a process.

    Attributes:
        name: how much it protects.
        why: one sentence for the user: what protects, and what would protect better.
        bwrap: the bubblewrap program of an ``isolated`` rung, else empty.
    """

    name: Name
    why: str
    bwrap: str = ""

    def command(
        self,
        argv: Sequence[str],
        work: Path,
        readable: Iterable[Path] = (),
        hidden: Iterable[Path] = (),
        device: str = "cpu",
    ) -> list[str]:
        """Return the command that runs ``argv`` in this rung, started by this very process in a session of its own.

        It dies with the *thread* that starts it, so start it from one that lives on. In the rung ``isolated`` the
        processes are not in the group of the command but die with it.

        Args:
            argv: the program, by its full path, and its arguments.
            work: its working folder, which exists and is the current one when the command is started. In the rung
                ``isolated`` it is an empty one of the same name, in memory, that ends with the command.
            readable: what it needs to read beside the system's own programs: see :func:`folders_of`.
            hidden: folders that stay closed though they are in a readable one. In the rung ``limited`` the names of
                the files in them can be seen.
            device: what torch calls the device: ``cuda`` or ``cuda:1`` opens the graphics cards.
        """
        if self.name == "unprotected":
            return list(argv)
        isolated = self.name == "isolated"
        cards = graphics_cards() if "cuda" in device else []
        opened = _outermost([*_own_folders(), *readable])
        covered = [path for path in _real(hidden) if any(path.is_relative_to(one) for one in opened)]
        # A Landlock rule cannot be taken back further down, so what is covered is left out from the start.
        readable, listed = (opened, []) if isolated else _around(opened, covered)
        writable = [work, *([_TEMPORARY] if isolated else []), *cards]
        order = {
            "readable": [str(path) for path in readable],
            # Python lists a folder before it imports from it.
            "listed": [str(path) for path in (*listed, _ROOT, _PACKAGE.parent)],
            "writable": [str(path) for path in writable],
            "parent": None if isolated else os.getpid(),
            "strict": not isolated,
        }
        launched = [*_python("confine"), json.dumps(order), *argv]
        return [*_bubblewrap(self.bwrap, work, opened, covered, cards), *launched] if isolated else launched


def best_rung(*, at_most: Name = "isolated") -> Rung:
    """Return the highest rung, not above ``at_most``, in which nothing that it should stop gets through.

    Tries it with real processes, in about a tenth of a second; the result holds until the system changes.
    """
    shortcomings: list[str] = []
    for name in LADDER[LADDER.index(at_most) :]:
        rung = _candidate(name)
        if isinstance(rung, str):
            shortcomings.append(rung)
            continue
        fault = "" if name == "unprotected" else _fault(rung)
        if not fault:
            return replace(rung, why=". ".join([rung.why, *shortcomings]))
        shortcomings.append(f"Not {name}: {fault}")
    raise AssertionError("the last rung has no test that it could fail")


def folders_of(python: str) -> tuple[Path, ...]:
    """Return the folders that an interpreter needs to read: its own and those of its libraries.

    A checkout of this program on its path is left out, because the answers to the challenges are in it.

    Raises:
        OSError: it cannot be started.
        subprocess.SubprocessError: it fails, or does not answer.
    """
    question = "import json, sys; print(json.dumps([sys.prefix, sys.base_prefix, *sys.path]))"
    done = subprocess.run(  # noqa: S603 - the interpreter that the user chose
        [python, "-I", "-c", question], capture_output=True, check=True, timeout=_PATIENCE
    )
    paths = [Path(one) for one in json.loads(done.stdout)]
    return tuple(_outermost(path for path in paths if path in paths[:2] or not _ROOT.is_relative_to(path)))


def hunt(cookie: str) -> int:
    """Kill every process that was started with ``cookie`` as its :data:`COOKIE`, and return how many there were.

    Finds what left its process group. It does not find what was started anew without its environment.
    """
    killed = 0
    marked = f"{COOKIE}={cookie}"
    end = time.monotonic() + _HUNTING
    while strays := _kill(marked):
        killed += strays
        if time.monotonic() > end:
            break
        # The killed take a moment to be gone, and what they had just started is caught in the next round.
        time.sleep(0.005)
    return killed


def graphics_cards() -> list[Path]:
    """Return the device files that CUDA and ROCm use here."""
    return [path for pattern in _GRAPHICS for path in sorted(Path("/dev").glob(pattern))]


def _candidate(name: Name) -> Rung | str:
    """Return the rung of that name, untried, or a sentence why it cannot be had."""
    if name == "unprotected":
        return Rung(name, "A process group, limits and a watchdog, but your files and the network are within reach")
    if not sys.platform.startswith("linux"):
        return "Only Linux offers more" if name == "limited" else "Bubblewrap is for Linux"
    if name == "limited":
        abi = landlock.version()
        closes = f"Landlock (version {abi}) and seccomp close your files, the network and other programs to it"
        return Rung(name, closes) if abi else "Not limited: this kernel has no Landlock"
    bwrap = shutil.which("bwrap")
    if bwrap:
        return Rung(name, "Bubblewrap gives it a file system, a process list and a network of its own", bwrap)
    if _namespaces_usable():
        return "This system could isolate it: install the package bubblewrap"
    return "Bubblewrap is not installed, and this system does not let programs make namespaces"


def _namespaces_usable() -> bool:
    attempt = f"import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare({_USER_PID_MOUNT}) != 0)"
    command = [sys.executable, "-I", "-c", attempt]
    return not subprocess.run(command, check=False, timeout=_PATIENCE).returncode  # noqa: S603 - our own words


def _fault(rung: Rung) -> str:
    """Try a rung; return the end of a sentence that says what is wrong with it, or nothing."""
    with (
        tempfile.TemporaryDirectory(prefix="interviewer-probe-") as folder,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        work, secret = Path(folder, "work"), Path(folder, "secret")
        work.mkdir()
        secret.write_text("secret", encoding="ascii")
        own = os.getpid()
        order = {"secret": str(secret), "port": server.getsockname()[1], "process": own, "born": probing.born(own)}
        command = rung.command([*_python("probing"), json.dumps(order)], work)
        try:
            done = subprocess.run(  # noqa: S603 - our own module in our own interpreter
                command, cwd=work, capture_output=True, text=True, timeout=_PATIENCE, check=False
            )
        except (OSError, subprocess.SubprocessError) as error:
            return f"it does not start ({error})"
        written = (secret.parent / probing.WRITTEN).exists()
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
        return f"it does not start ({last})"
    holes: list[str] = [*json.loads(done.stdout), *(["write to your files"] if written else [])]
    return f"code in it can {', '.join(holes)}" if holes else ""


def _bubblewrap(
    program: str, work: Path, opened: Iterable[Path], covered: Iterable[Path], cards: Iterable[Path]
) -> list[str]:
    """Return the command up to the program to run: an empty root with nothing in it but what is named."""
    own = [f"--unshare-{kind}" for kind in ("user-try", "pid", "net", "ipc", "uts", "cgroup-try")]
    system = [path for path in SYSTEM if path != Path("/proc") and path.exists()]
    return [
        *(program, *own, "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *_mount("--ro-bind", system),
        *("--proc", "/proc", "--dev", "/dev"),
        *_mount("--dev-bind", cards),
        # Mounted by --dev without a limit, and writable: half the machine's memory could be filled there.
        *_memory(_WORK_BYTES, Path("/dev/shm")),  # noqa: S108 - the sandbox's own
        *("--remount-ro", "/dev"),
        *_memory(_TEMPORARY_BYTES, _TEMPORARY),
        *_mount("--ro-bind", opened),
        *(word for path in covered for word in (*_memory(0, path), "--remount-ro", str(path))),
        *_memory(_WORK_BYTES, work),
        *("--remount-ro", "/", "--chdir", str(work), "--"),
    ]


def _mount(option: str, paths: Iterable[Path]) -> list[str]:
    return [word for path in paths for word in (option, str(path), str(path))]


def _memory(most: int, path: Path) -> list[str]:
    return ["--size", str(max(most, 4096)), "--tmpfs", str(path)]


def _python(module: str) -> list[str]:
    """Return the command that runs a module's ``main`` in this program's own interpreter."""
    start = f"import sys; sys.path.append({str(_ROOT)!r}); from interviewer.challenges.{module} import main; main()"
    return [sys.executable, "-I", "-c", start]


def _own_folders() -> list[Path]:
    """Return what the launcher needs: this interpreter, and of this program the part that runs in the sandbox."""
    return [Path(sys.prefix), Path(sys.base_prefix), _PACKAGE.with_name("__init__.py"), _PACKAGE]


def _real(paths: Iterable[Path]) -> list[Path]:
    return [path.resolve() for path in paths if path.exists()]


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """Return those paths that exist, without the ones that lie in another or that the system has anyway."""
    kept: list[Path] = []
    for path in sorted({*paths}):
        if path.exists() and not any(path.is_relative_to(one) for one in (*SYSTEM, *kept)):
            kept.append(path)
    return kept


def _around(opened: Iterable[Path], covered: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the paths that together are ``opened`` without ``covered``, and the folders that had to be taken apart."""
    whole: list[Path] = []
    apart: list[Path] = []
    waiting = list(opened)
    while waiting:
        path = waiting.pop()
        if path in covered:
            continue
        if any(one.is_relative_to(path) for one in covered):
            apart.append(path)
            waiting += path.iterdir()
        else:
            whole.append(path)
    return whole, apart


def _kill(marked: str) -> int:
    """Kill the processes that have ``marked`` in their environment; return how many."""
    killed = 0
    for process in psutil.process_iter():
        # Any of them may have ended since it was listed, or belong to somebody else.
        with contextlib.suppress(psutil.Error, OSError):
            name, _, value = marked.partition("=")
            if process.pid != os.getpid() and process.environ().get(name) == value:
                process.kill()
                killed += 1
    return killed
