"""The filter, run by a small interpreter of its own instructions: also for a processor that is not at hand."""

import os

import pytest

from interviewer.challenges import seccomp

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOWED, REFUSED, UNKNOWN = 0x7FFF0000, 0x00050001, 0x00050026
GETPID = {"x86_64": 39, "aarch64": 172}
FUTEX = {"x86_64": 202, "aarch64": 98}
SOCKET = {"x86_64": 41, "aarch64": 198}
KILL = {"x86_64": 62, "aarch64": 129}
TGKILL = {"x86_64": 234, "aarch64": 131}
CLONE = {"x86_64": 56, "aarch64": 220}
PRLIMIT = {"x86_64": 302, "aarch64": 261}
SETSID = {"x86_64": 112, "aarch64": 157}
PTRACE = {"x86_64": 101, "aarch64": 117}
AF_UNIX, AF_INET, AF_INET6, AF_NETLINK = 1, 2, 10, 16
A_THREAD, A_FORK, A_USER_NAMESPACE = 0x3D0F00, 0x1200011, 0x10000011

each_machine = pytest.mark.parametrize("machine", MACHINES)


def decide(machine: str, number: int, argument: int = 0, *, own: int | None = None, architecture: int = 0) -> int:
    """Return what the filter answers to one call."""
    memory = {0: number, 4: architecture or MACHINES[machine], 16: argument & 0xFFFFFFFF}
    steps = seccomp.program(machine, own)
    at = word = 0
    while True:
        code, value, yes, no = steps[at]
        at += 1
        match code:
            case 0x20:
                word = memory[value]
            case 0x15:
                at += yes if word == value else no
            case 0x35:
                at += yes if word >= value else no
            case 0x45:
                at += yes if word & value else no
            case 0x06:
                return value
            case _:
                raise AssertionError(code)


@each_machine
def test_ordinary_calls_pass(machine: str) -> None:
    assert decide(machine, GETPID[machine]) == ALLOWED
    assert decide(machine, FUTEX[machine]) == ALLOWED
    assert decide(machine, 500) == ALLOWED


@each_machine
@pytest.mark.parametrize("numbers", [SETSID, PTRACE], ids=["setsid", "ptrace"])
def test_what_reaches_beyond_the_process_is_refused(machine: str, numbers: dict[str, int]) -> None:
    assert decide(machine, numbers[machine]) == REFUSED


@each_machine
@pytest.mark.parametrize(
    ("family", "answer"), [(AF_UNIX, ALLOWED), (AF_INET, REFUSED), (AF_INET6, REFUSED), (AF_NETLINK, REFUSED)]
)
def test_only_sockets_within_the_machine(machine: str, family: int, answer: int) -> None:
    assert decide(machine, SOCKET[machine], family) == answer


@each_machine
def test_signals_where_landlock_keeps_them_inside(machine: str) -> None:
    assert decide(machine, KILL[machine], 4242) == ALLOWED
    assert decide(machine, KILL[machine], 0) == ALLOWED
    assert decide(machine, KILL[machine], -1) == REFUSED


@each_machine
@pytest.mark.parametrize("numbers", [KILL, TGKILL], ids=["kill", "tgkill"])
def test_signals_where_nothing_else_keeps_them_inside(machine: str, numbers: dict[str, int]) -> None:
    assert decide(machine, numbers[machine], 4242, own=4242) == ALLOWED
    assert decide(machine, numbers[machine], 4243, own=4242) == REFUSED
    assert decide(machine, numbers[machine], -1, own=4242) == REFUSED


@each_machine
def test_threads_and_forks_but_no_namespaces(machine: str) -> None:
    assert decide(machine, CLONE[machine], A_THREAD) == ALLOWED
    assert decide(machine, CLONE[machine], A_FORK) == ALLOWED
    assert decide(machine, CLONE[machine], A_USER_NAMESPACE) == REFUSED
    # The C library then takes the call whose flags can be seen.
    assert decide(machine, 435) == UNKNOWN


@each_machine
def test_only_ones_own_limits(machine: str) -> None:
    assert decide(machine, PRLIMIT[machine], 0) == ALLOWED
    assert decide(machine, PRLIMIT[machine], os.getpid()) == ALLOWED
    assert decide(machine, PRLIMIT[machine], os.getppid()) == REFUSED


@each_machine
def test_no_way_round_by_another_architecture(machine: str) -> None:
    assert decide(machine, GETPID[machine], architecture=0x40000003) == REFUSED


def test_no_way_round_by_the_second_set_of_numbers() -> None:
    assert decide("x86_64", 0x40000000 + SOCKET["x86_64"], AF_INET) == UNKNOWN


@each_machine
@pytest.mark.parametrize("own", [None, 4242])
def test_every_jump_lands_inside(machine: str, own: int | None) -> None:
    steps = seccomp.program(machine, own)
    assert all(at + 1 + max(step.yes, step.no) < len(steps) for at, step in enumerate(steps[:-1]))
    assert len(steps) < 4096
    assert all(step.yes < 256 and step.no < 256 for step in steps)
