"""What a process does to itself before it runs somebody's code: limits, and walls that it cannot take down again.

The containment of a run comes from outside where the system offers it (see ``containment``); this is the inner layer,
and the only one where there is no other. Standard library only: it runs in the user's own interpreter, and as the first
program in a sandbox, where it puts up the walls and becomes the program that was asked for.
"""

import ctypes
import errno
import json
import math
import os
import platform
import signal
import struct
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from interviewer.challenges import landlock, seccomp

if sys.platform != "win32":
    import resource

SYSTEM = tuple(
    Path(one)
    for one in (
        *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/sys", "/proc"),
        # Where Nix and Guix keep programs, and NixOS the graphics driver.
        *("/nix/store", "/gnu/store", "/run/current-system", "/run/opengl-driver"),
    )
)
"""What programs need to run, beside an interpreter's own folders."""

DEVICES = tuple(Path("/dev", name) for name in ("null", "zero", "full", "random", "urandom", "shm"))
"""What programs write to without harm. The last holds the memory that data loaders share with their workers."""

NO_WALLS = 97
"""The exit status of a launcher that could not confine itself and therefore ran nothing."""

_SET_PDEATHSIG, _SET_NO_NEW_PRIVS = 1, 38
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITIES_VERSION = 0x20080522
_LINUX = sys.platform.startswith("linux")


@dataclass(frozen=True)
class Limits:
    """What one run may use; None leaves a limit as it is.

    Attributes:
        cpu_seconds: processor time of all threads together, from now on, at least 1.
        memory_bytes: private memory a process may ask for. Leave it None where a GPU is used: its driver reserves far
            more than it takes.
        file_bytes: size of any one file.
        files: descriptors open at a time.
        processes: processes and threads; kept only where they are counted for the sandbox alone.
    """

    cpu_seconds: int | None = None
    memory_bytes: int | None = None
    file_bytes: int | None = 256 << 20
    files: int | None = 1024
    processes: int | None = 512


class _Walls(NamedTuple):
    """The walls that stand, and of the others why they do not."""

    standing: list[str]
    missing: list[str]


def apply(
    limits: Limits,
    *,
    readable: Sequence[Path] = (),
    writable: Sequence[Path] = (),
    listed: Sequence[Path] = (),
    parent: int | None = None,
) -> str:
    """Confine this process for good.

    Walls hold for the calling thread and what it starts, so put them up before a library has started threads.

    Args:
        limits: what it may use.
        readable: what it may read and run beside the system's own programs; empty puts up no walls, because a
            launcher has done so already or because there must be none.
        writable: where it may do everything beside the harmless devices; the working folder is always among them.
        listed: folders whose names it may list, though not read what they hold.
        parent: the process whose death shall end this one; by default the present parent. It counts as dead when the
            *thread* that started this process has ended.

    Returns:
        What was achieved and what was not, in a line.
    """
    achieved = _limit(limits)
    die_with(os.getppid() if parent is None else parent)
    if _LINUX:
        _drop_capabilities()
    if readable:
        walls = _wall_off([*readable, *SYSTEM], [*writable, *DEVICES, Path.cwd()], listed)
        achieved += [*walls.standing, *walls.missing]
    return ", ".join(achieved)


def close(folders: Sequence[str]) -> None:
    """Have Python refuse from now on to open what is in these folders; for a rung in which nothing else closes them.

    That keeps code from reading the answer in passing. Another program that it starts, or a library in C, can read it.
    """
    if not folders:
        return
    real, named = os.path.realpath, os.fsdecode
    closed = tuple(real(folder) + os.sep for folder in folders)

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            path = real(named(arguments[0]))
            if path.startswith(closed):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    sys.addaudithook(refuse)


def main() -> None:
    """Put up walls as the first argument says, in JSON, and become the program that the others name.

    Where they are asked for strictly and do not stand, nothing is run and the exit status is :data:`NO_WALLS`.
    """
    order, argv = json.loads(sys.argv[1]), sys.argv[2:]
    readable, writable, listed = ([Path(one) for one in order[name]] for name in ("readable", "writable", "listed"))
    die_with(order["parent"] or os.getppid())
    walls = _wall_off([*readable, *SYSTEM], [*writable, *DEVICES, Path.cwd()], listed)
    if walls.missing and order["strict"]:
        sys.stderr.write("; ".join(walls.missing) + "\n")
        sys.exit(NO_WALLS)
    os.execv(argv[0], argv)  # noqa: S606 - becoming that program is what a launcher is for


def _limit(limits: Limits) -> list[str]:
    if sys.platform == "win32":
        return ["no limits: this system has none"]
    wanted: list[tuple[int, int | None, int]] = [
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, limits.file_bytes, 0),
        (resource.RLIMIT_NOFILE, limits.files, 0),
    ]
    if limits.cpu_seconds is not None:
        # The clock counts what was spent warming up; the first signal can be caught, the second cannot.
        wanted.append((resource.RLIMIT_CPU, math.ceil(time.process_time()) + limits.cpu_seconds, 1))
    if _LINUX:
        wanted.append((resource.RLIMIT_DATA, limits.memory_bytes, 0))
        # Elsewhere the limit counts every process and thread of the user, the desktop's too.
        if _in_own_user_namespace():
            wanted.append((resource.RLIMIT_NPROC, limits.processes, 0))
    for kind, value, slack in wanted:
        if value is not None:
            _set(kind, value, value + slack)
    return ["limits"]


def _set(kind: int, soft: int, hard: int) -> None:
    """Lower a limit; what is lower already stays."""
    _, highest = resource.getrlimit(kind)
    if highest != resource.RLIM_INFINITY:
        soft, hard = min(soft, highest), min(hard, highest)
    resource.setrlimit(kind, (soft, hard))


def _in_own_user_namespace() -> bool:
    try:
        numbers = Path("/proc/self/uid_map").read_text(encoding="ascii").split()
    except OSError:
        return False
    everybody = ["0", "0", "4294967295"]
    return numbers != everybody


def die_with(parent: int) -> None:
    """Have Linux kill this process when its parent, or the parent's thread that started it, ends."""
    if not _LINUX:
        return
    _prctl(_SET_PDEATHSIG, signal.SIGKILL)
    # The parent may have died before the kernel was told.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _wall_off(readable: Sequence[Path], writable: Sequence[Path], listed: Sequence[Path]) -> _Walls:
    walls = _Walls([], [])
    if not _LINUX:
        walls.missing.append("no walls: this system has neither Landlock nor seccomp")
        return walls
    _prctl(_SET_NO_NEW_PRIVS, 1)
    _drop_capabilities()
    abi = 0
    try:
        abi = landlock.restrict(readable=readable, writable=writable, listed=listed)
        walls.standing.append(f"Landlock {abi}")
    except OSError as error:
        walls.missing.append(f"no Landlock: {error}")
    try:
        seccomp.install(own_process_only=abi < landlock.SIGNALS_FROM)
        walls.standing.append("seccomp")
    except OSError as error:
        walls.missing.append(f"no seccomp: {error}")
    return walls


def _drop_capabilities() -> None:
    """Become an ordinary process where the user is root, who could raise every limit again."""
    number = _CAPSET.get(platform.machine())
    if number is not None:
        header, none = struct.pack("=Ii", _CAPABILITIES_VERSION, 0), bytes(24)
        ctypes.CDLL(None).syscall(ctypes.c_long(number), header, none)


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
