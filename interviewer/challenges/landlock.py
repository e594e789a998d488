"""Landlock: from here on this process opens only what it is told it may, and signals only its own descendants.

The kernel holds a process and all its children to it, without privileges, and there is no way back. Standard library
only, because it runs before anything else in the interpreters that run people's code.
"""

import ctypes
import os
import platform
import stat
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = (1 << bit for bit in range(4))
_TRUNCATE, _IOCTL_DEV, _RESOLVE_UNIX = 1 << 14, 1 << 15, 1 << 16
_BIND_TCP, _CONNECT_TCP = 1, 2
_SCOPE_ABSTRACT_SOCKETS, _SCOPE_SIGNALS = 1, 2

_READ = _EXECUTE | _READ_FILE | _READ_DIR
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV | _RESOLVE_UNIX
"""What may be granted on something that is not a folder; the kernel refuses the rest there."""

SIGNALS_FROM = 6
"""The first ABI that keeps signals inside."""


def version() -> int:
    """Return the ABI that the kernel speaks, 0 where it has none."""
    if not sys.platform.startswith("linux") or platform.machine() not in ("x86_64", "aarch64"):
        return 0
    return max(0, _syscall(_CREATE_RULESET, None, 0, _ASK_VERSION))


def restrict(*, readable: Iterable[Path], writable: Iterable[Path], listed: Iterable[Path] = ()) -> int:
    """Close every file, folder, TCP port and process to the calling thread and its future children but these.

    Needs ``no_new_privs``. Threads that are already running stay as they are, so call it before there are any.

    Args:
        readable: folders and files that may be read and run, with all that is below them.
        writable: folders and files in which everything may be done.
        listed: folders whose names may be listed, here and below; what the files hold stays closed.

    Returns:
        The ABI that is in force.

    Raises:
        OSError: the kernel has no Landlock, or refuses.
    """
    abi = version()
    if not abi:
        raise OSError("this kernel has no Landlock")
    everything = _file_rights(abi)
    scoped = _SCOPE_ABSTRACT_SOCKETS | _SCOPE_SIGNALS if abi >= SIGNALS_FROM else 0
    network = _BIND_TCP | _CONNECT_TCP if abi >= 4 else 0
    # The kernel refuses a structure longer than it knows.
    attributes = struct.pack("=QQQ", everything, network, scoped)[: 8 if abi < 4 else 16 if abi < SIGNALS_FROM else 24]
    ruleset = _checked(_CREATE_RULESET, attributes, len(attributes), 0)
    try:
        for rights, paths in ((_READ, readable), (everything, writable), (_READ_DIR, listed)):
            for path in paths:
                _grant(ruleset, path, rights & everything)
        _checked(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return abi


def _file_rights(abi: int) -> int:
    """Return every right on files that ``abi`` knows: 13 at first, then moving, truncating, devices and sockets."""
    rights = (1 << 13) - 1
    for since, bit in ((2, 1 << 13), (3, _TRUNCATE), (5, _IOCTL_DEV), (9, _RESOLVE_UNIX)):
        if abi >= since:
            rights |= bit
    return rights


def _grant(ruleset: int, path: Path, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there need not be opened
    try:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            rights &= _OF_A_FILE
        if rights:
            _checked(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, handle), 0)
    finally:
        os.close(handle)


def _syscall(number: int, *arguments: bytes | int | None) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    words = [ctypes.c_char_p(one) if isinstance(one, bytes) or one is None else ctypes.c_long(one) for one in arguments]
    return int(libc.syscall(ctypes.c_long(number), *words))


def _checked(number: int, *arguments: bytes | int | None) -> int:
    answer = _syscall(number, *arguments)
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {os.strerror(code)}")
    return answer
