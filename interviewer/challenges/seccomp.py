"""A seccomp filter: the system calls that a tensor exercise never needs and that reach beyond the process.

A list of what is refused, not of what is allowed: torch, its compilers and a user's own libraries use most of the
kernel, and a refusal should read as ``PermissionError`` on the candidate's own line. Standard library only.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import NamedTuple

_X86, _ARM = "x86_64", "aarch64"
_AUDIT = {_X86: 0xC000003E, _ARM: 0xC00000B7}

_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # Leaving the session or the process group would escape the kill that ends a run.
    "setsid": (112, 157),
    "setpgid": (109, 154),
    # Other processes' memory and descriptors.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    # Signals by roads that cannot be told apart by process; kill and tgkill are looked at below.
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    # New namespaces and mounts, which would give back rights inside them.
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    # Submits other calls past this filter.
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    # Corners of the kernel with a history, and keys of the user.
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # What Landlock does not look at: the mode, owner, times and attributes of files that cannot be opened.
    "chmod": (90, None),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "removexattrat": (466, 466),
    # The machine itself, where the program runs as root.
    "reboot": (169, 142),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "sethostname": (170, 161),
}
"""Numbers on x86_64 and aarch64."""

_SOCKET = {_X86: 41, _ARM: 198}
_KILL = {_X86: 62, _ARM: 129}
_TKILL = {_X86: 200, _ARM: 130}
_TGKILL = {_X86: 234, _ARM: 131}
_CLONE = {_X86: 56, _ARM: 220}
_PRLIMIT = {_X86: 302, _ARM: 261}
_CLONE3 = 435
_X32_CALLS = 0x40000000
_NEW_NAMESPACES = 0x7E020000
_AF_UNIX = 1

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_AT_NUMBER, _AT_ARCHITECTURE, _AT_FIRST_ARGUMENT = 0, 4, 16
_ALLOW = 0x7FFF0000
_EPERM, _ENOSYS = (0x00050000 | code for code in (errno.EPERM, errno.ENOSYS))

_SET_MODE_FILTER, _ON_ALL_THREADS = 1, 1
_SECCOMP = {_X86: 317, _ARM: 277}


class _Step(NamedTuple):
    """One instruction; ``yes`` and ``no`` say how many of the next ones a jump leaves out."""

    code: int
    value: int
    yes: int = 0
    no: int = 0


def install(*, own_process_only: bool) -> None:
    """Refuse from now on, in every thread and every future child, what is listed here.

    Needs ``no_new_privs``. Sockets other than Unix ones, new namespaces, and signals to everybody are refused always.

    Args:
        own_process_only: refuse signals to any process but the calling one too; for kernels whose Landlock does not
            keep signals inside.

    Raises:
        OSError: the kernel refuses, or the processor is neither x86_64 nor aarch64.
    """
    machine = platform.machine()
    if not sys.platform.startswith("linux") or machine not in _AUDIT:
        raise OSError(f"no filter of system calls for {sys.platform} on {machine}")
    steps = program(machine, os.getpid() if own_process_only else None)
    code = b"".join(struct.pack("=HBBI", step.code, step.yes, step.no, step.value) for step in steps)
    memory = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(memory)))
    libc = ctypes.CDLL(None, use_errno=True)
    number, mode, flags = (ctypes.c_long(one) for one in (_SECCOMP[machine], _SET_MODE_FILTER, _ON_ALL_THREADS))
    if libc.syscall(number, mode, flags, header):
        code_of_error = ctypes.get_errno()
        raise OSError(code_of_error, f"seccomp: {os.strerror(code_of_error)}")


def program(machine: str, own: int | None) -> list[_Step]:
    """Return the filter for ``machine``; with ``own``, the only process that may be sent signals, of that id."""
    column = 0 if machine == _X86 else 1
    refused = [numbers[column] for numbers in _REFUSED.values()]
    return [
        _Step(_LOAD, _AT_ARCHITECTURE),
        # Calls of another architecture have other numbers, so none of them can be let through.
        _Step(_IF_EQUAL, _AUDIT[machine], yes=1),
        _Step(_RETURN, _EPERM),
        _Step(_LOAD, _AT_NUMBER),
        *([_Step(_IF_AT_LEAST, _X32_CALLS, no=1), _Step(_RETURN, _ENOSYS)] if machine == _X86 else []),
        *(step for number in refused if number is not None for step in _when(number, _Step(_RETURN, _EPERM))),
        # Its flags are in memory, out of the filter's sight; without it the C library takes the older call.
        *_when(_CLONE3, _Step(_RETURN, _ENOSYS)),
        *_when(
            _CLONE[machine],
            _Step(_LOAD, _AT_FIRST_ARGUMENT),
            _Step(_IF_ANY_BIT, _NEW_NAMESPACES, no=1),
            _Step(_RETURN, _EPERM),
            _Step(_RETURN, _ALLOW),
        ),
        *_when(_SOCKET[machine], *_only(_AF_UNIX)),
        # Another process's limits must not be lowered; 0 means one's own.
        *_when(_PRLIMIT[machine], *_only(0, os.getpid())),
        *_signals(machine, own),
        _Step(_RETURN, _ALLOW),
    ]


def _signals(machine: str, own: int | None) -> list[_Step]:
    if own is None:
        everybody = 0xFFFFFFFF
        return _when(
            _KILL[machine],
            _Step(_LOAD, _AT_FIRST_ARGUMENT),
            _Step(_IF_EQUAL, everybody, no=1),
            _Step(_RETURN, _EPERM),
            _Step(_RETURN, _ALLOW),
        )
    return [
        *_when(_KILL[machine], *_only(own, 0)),
        *_when(_TKILL[machine], *_only(own)),
        *_when(_TGKILL[machine], *_only(own)),
    ]


def _when(number: int, *steps: _Step) -> list[_Step]:
    """Return ``steps``, which end the filter, for the call of that number alone."""
    return [_Step(_IF_EQUAL, number, no=len(steps)), *steps]


def _only(*values: int) -> list[_Step]:
    """Return steps that allow a call whose first argument is one of ``values``."""
    tests = [_Step(_IF_EQUAL, value, yes=len(values) - i) for i, value in enumerate(values)]
    return [_Step(_LOAD, _AT_FIRST_ARGUMENT), *tests, _Step(_RETURN, _EPERM), _Step(_RETURN, _ALLOW)]
