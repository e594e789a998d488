"""The ladder: the best rung that holds, what it closes, and what it leaves open for torch."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from interviewer.challenges import containment
from interviewer.challenges.containment import COOKIE, LADDER, Name, Rung
from tests.unit.challenges.confined import attempts, inside, needs_linux, rung_called

_IN_A_CHILD_THAT_IS_REFUSED = """
if os.fork():
    assert os.wait()[1] == 0
else:
    try:
        {}
    except PermissionError:
        os._exit(0)
    os._exit(1)
"""
WALLED: tuple[Name, ...] = ("isolated", "limited")


@pytest.fixture
def work() -> Iterator[Path]:
    # Sockets that data loaders make in it must have addresses of at most 107 characters.
    with tempfile.TemporaryDirectory(prefix="work-") as folder:
        yield Path(folder)


@pytest.fixture(params=LADDER)
def rung(request: pytest.FixtureRequest) -> Rung:
    return rung_called(request.param)


@pytest.fixture(params=WALLED)
def walled(request: pytest.FixtureRequest) -> Rung:
    return rung_called(request.param)


def test_every_system_has_a_rung_and_says_why() -> None:
    rung = containment.best_rung()
    assert rung.name in LADDER
    assert rung.why
    assert bool(rung.bwrap) == (rung.name == "isolated")


def test_the_last_rung_changes_nothing(work: Path) -> None:
    assert containment.best_rung(at_most="unprotected").command(["/bin/true", "x"], work) == ["/bin/true", "x"]


@needs_linux
def test_without_bubblewrap_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(containment, "_namespaces_usable", lambda: True)
    rung = containment.best_rung()
    assert rung.name != "isolated"
    assert "install the package bubblewrap" in rung.why


@needs_linux
def test_where_nothing_would_help_no_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(containment, "_namespaces_usable", lambda: False)
    assert "install the package" not in containment.best_rung().why


@needs_linux
@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("echo bwrap: No permissions to create new namespace >&2; exit 1", "No permissions to create new namespace"),
        # A bubblewrap that isolates nothing.
        ('while [ "$1" != -- ]; do shift; done; shift; exec "$@"', "code in it can"),
    ],
    ids=["refuses", "lets everything through"],
)
def test_a_rung_that_does_not_hold_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, fault: str
) -> None:
    bwrap = tmp_path / "bwrap"
    bwrap.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    bwrap.chmod(0o700)
    monkeypatch.setattr(shutil, "which", lambda _: str(bwrap))
    # The launcher inside would hold by itself, so this shows the outer wall alone.
    monkeypatch.setattr(containment, "_python", lambda module, real=containment._python: _unwalled(module, real))
    rung = containment.best_rung()
    assert rung.name == "unprotected"
    assert fault in rung.why


def _unwalled(module: str, real: "object") -> list[str]:
    assert callable(real)
    if module != "confine":
        return list(real(module))
    return [sys.executable, "-c", "import os, sys; os.execv(sys.argv[2], sys.argv[2:])"]


def test_torch_has_all_it_needs(rung: Rung, work: Path) -> None:
    code = """
import torch
a = torch.randn(300, 300, requires_grad=True)
(a @ a).sum().backward()
layer = torch.nn.Linear(3, 2)
torch.optim.Adam(layer.parameters()).step()
torch.save(layer.state_dict(), "here.pt")
torch.load("here.pt")
print(a.grad.shape, torch.get_num_threads())
"""
    done = inside(rung, code, work, readable=containment.folders_of(sys.executable))
    assert done.stderr == ""
    assert done.stdout == f"torch.Size([300, 300]) {_threads()}\n"


def _threads() -> int:
    # The same number as outside: a data loader or a matrix product must not be slower in a sandbox.
    done = subprocess.run(
        [sys.executable, "-c", "import torch; print(torch.get_num_threads())"], capture_output=True, check=True
    )
    return int(done.stdout)


def test_data_loaders_with_workers_run(rung: Rung, work: Path) -> None:
    code = """
from torch.utils.data import DataLoader
print(sum(int(batch.sum()) for batch in DataLoader(range(10), batch_size=2, num_workers=2)))
"""
    assert inside(rung, code, work, readable=containment.folders_of(sys.executable)).stdout == "45\n"


def test_files_are_closed(walled: Rung, tmp_path: Path, work: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    mode = secret.stat().st_mode
    deeds = [
        f"open({str(secret)!r})",
        f"os.chmod({str(secret)!r}, 0)",
        f"os.utime({str(secret)!r})",
        f"os.rename({str(secret)!r}, 'mine')",
        f"os.link({str(secret)!r}, 'mine')",
        f"os.listdir({str(Path.home())!r})",
        "open('/dev/new', 'w')",
        "open('/new', 'w')",
        "open('/etc/new', 'w')",
    ]
    # In a file system of its own these may succeed, on something else.
    harmless = [f"open({str(secret)!r}, 'w')", f"os.unlink({str(secret)!r})", f"os.mkdir({str(tmp_path / 'new')!r})"]
    outcome = attempts(walled, work, [*deeds, *harmless])
    refusals = {"PermissionError", "FileNotFoundError", "OSError"}
    assert {deed: outcome[deed] for deed in deeds if outcome[deed] not in refusals} == {}
    assert not (tmp_path / "new").exists()
    assert secret.read_text(encoding="utf-8") == "secret"
    assert secret.stat().st_mode == mode


def test_the_network_is_closed(walled: Rung, work: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        deeds = [
            f"socket.create_connection(('127.0.0.1', {port}), timeout=1)",
            f"socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {port}))",
            f"socket.create_connection(('::1', {port}), timeout=1)",
        ]
        assert set(attempts(walled, work, deeds).values()) <= {"PermissionError", "OSError"}
        with pytest.raises(BlockingIOError):
            server.accept()


def test_other_programs_are_out_of_reach(walled: Rung, work: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        deeds = [
            f"os.kill({other.pid}, signal.SIGKILL)",
            f"open('/proc/{other.pid}/environ').read()",
            f"open('/proc/{other.pid}/mem', 'rb')",
            f"os.kill({os.getpid()}, 0)",
        ]
        outcome = attempts(walled, work, deeds)
        assert set(outcome.values()) <= {"PermissionError", "ProcessLookupError", "FileNotFoundError"}
        assert other.poll() is None
        other.communicate(b"\n")


def test_leaving_the_group_and_making_namespaces_is_refused(walled: Rung, work: Path) -> None:
    deeds = [
        "os.fork() or os._exit(17)\nassert os.wait()[1] == 17 << 8",
        _IN_A_CHILD_THAT_IS_REFUSED.format("os.setsid()"),
        _IN_A_CHILD_THAT_IS_REFUSED.format("os.setpgid(0, 0)"),
        "assert ctypes.CDLL(None).unshare(0x10000000) == -1",
        "assert ctypes.CDLL(None).ptrace(0, 0, 0, 0) == -1",
        "subprocess.run(['/bin/true'], check=True)",
    ]
    assert attempts(walled, work, deeds) == dict.fromkeys(deeds, "done")


def test_a_folder_in_an_open_one_can_be_hidden(walled: Rung, tmp_path: Path, work: Path) -> None:
    answers = tmp_path / "library" / "challenges"
    answers.mkdir(parents=True)
    (answers / "solution.py").write_text("the answer", encoding="utf-8")
    (tmp_path / "library" / "beside.py").write_text("open", encoding="utf-8")
    deeds = [f"open({str(answers / 'solution.py')!r})", f"open({str(answers.with_name('beside.py'))!r})"]
    opened = [tmp_path / "library"]
    assert list(attempts(walled, work, deeds, readable=opened).values()) == ["done", "done"]
    hidden = list(attempts(walled, work, deeds, readable=opened, hidden=[answers]).values())
    assert hidden[0] in {"PermissionError", "FileNotFoundError"}
    assert hidden[1] == "done"


def test_this_programs_checkout_is_not_opened_with_the_interpreter(walled: Rung, work: Path) -> None:
    root = Path(containment.__file__).parents[2]
    if not (root / "pyproject.toml").exists():
        pytest.skip("this is no checkout")
    deeds = [f"open({str(root / 'pyproject.toml')!r})"]
    outcome = attempts(walled, work, deeds, readable=containment.folders_of(sys.executable))
    assert set(outcome.values()) <= {"PermissionError", "FileNotFoundError"}


def test_the_working_folder_in_isolation_is_of_limited_size(work: Path) -> None:
    rung = rung_called("isolated")
    deeds = [
        f"open('{folder}/{i}', 'wb').write(bytes(100 << 20))" for folder in (".", "/tmp", "/dev/shm") for i in range(3)
    ]
    outcome = list(attempts(rung, work, deeds).values())
    assert outcome == ["done", "done", "OSError", "OSError", "OSError", "OSError", "done", "done", "OSError"]
    assert list(work.iterdir()) == []


def test_everything_in_isolation_dies_with_the_command(work: Path) -> None:
    rung = rung_called("isolated")
    code = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-I", "-c", "import time; time.sleep(61)"], env={})
print("started", flush=True)
time.sleep(62)
"""
    command = rung.command([sys.executable, "-I", "-c", code], work)
    with subprocess.Popen(command, cwd=work, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        family = psutil.Process(process.pid).children(recursive=True)
        assert len(family) >= 3
        process.kill()
    _, alive = psutil.wait_procs(family, timeout=2)
    assert alive == []


@needs_linux
@pytest.mark.parametrize("name", WALLED)
def test_it_ends_when_who_started_it_is_killed(name: Name, work: Path) -> None:
    rung = rung_called(name)
    starter = f"""
import subprocess, sys
from pathlib import Path
from interviewer.challenges.containment import Rung
rung = Rung({rung.name!r}, "", {rung.bwrap!r})
argv = [sys.executable, "-I", "-c", "print('up', flush=True); import time; time.sleep(63)"]
subprocess.run(rung.command(argv, Path.cwd()), start_new_session=True)
"""
    with subprocess.Popen([sys.executable, "-c", starter], cwd=work, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        family = psutil.Process(process.pid).children(recursive=True)
        assert family
        process.send_signal(signal.SIGKILL)
        _, alive = psutil.wait_procs(family, timeout=2)
        assert alive == []


def test_cards_are_opened_only_for_runs_that_use_one(walled: Rung, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containment, "graphics_cards", lambda: [Path("/dev/tty")])
    on_card = walled.command(["/bin/true"], work, device="cuda:0")
    assert "/dev/tty" in " ".join(on_card)
    assert ("--dev-bind" in on_card) == (walled.name == "isolated")
    assert "/dev/tty" not in " ".join(walled.command(["/bin/true"], work, device="cpu"))


def test_a_hunt_finds_what_left_its_group_and_nothing_else(tmp_path: Path) -> None:
    cookie = f"test-{tmp_path.name}"
    sleeper = [sys.executable, "-c", "print(flush=True); import time; time.sleep(64)"]
    strays = [
        subprocess.Popen(sleeper, stdout=subprocess.PIPE, env=os.environ | {COOKIE: value}, start_new_session=True)
        for value in (cookie, cookie, f"{cookie}-other")
    ]
    try:
        for stray in strays:
            assert stray.stdout is not None
            stray.stdout.readline()
        started = time.monotonic()
        assert containment.hunt(cookie) == 2
        assert time.monotonic() - started < 1
        assert [stray.wait(5) for stray in strays[:2]] == [-signal.SIGKILL] * 2
        assert strays[2].poll() is None
        assert containment.hunt(cookie) == 0
    finally:
        for stray in strays:
            stray.kill()
            stray.communicate()
