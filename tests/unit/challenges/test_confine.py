"""Limits hold, and a launcher that cannot put its walls up runs nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from interviewer.challenges import confine
from tests.unit.challenges.confined import ROOT, needs_landlock, needs_linux, python

APPLY = "from interviewer.challenges.confine import Limits, apply; from pathlib import Path; import os, resource\n"
LAUNCH = "from interviewer.challenges import confine, landlock, seccomp\n"


def order(work: Path, *, strict: bool) -> str:
    return json.dumps({"readable": ["/"], "writable": [str(work)], "listed": [], "parent": None, "strict": strict})


@needs_linux
def test_memory_that_is_not_there_is_an_error_that_can_be_caught(tmp_path: Path) -> None:
    done = python(f"{APPLY}apply(Limits(memory_bytes=512 << 20))\nbytearray(64 << 20)\nbytearray(10 << 30)", tmp_path)
    assert "line 4" in done.stderr
    assert done.stderr.splitlines()[-1] == "MemoryError"


@needs_linux
def test_memory_is_left_alone_where_a_card_is_used(tmp_path: Path) -> None:
    done = python(f"{APPLY}apply(Limits())\nprint(resource.getrlimit(resource.RLIMIT_DATA))", tmp_path)
    unlimited = python(f"{APPLY}print(resource.getrlimit(resource.RLIMIT_DATA))", tmp_path)
    assert done.stdout == unlimited.stdout


def test_address_space_is_never_limited(tmp_path: Path) -> None:
    every = "Limits(cpu_seconds=5, memory_bytes=1 << 30)"
    done = python(f"{APPLY}apply({every})\nprint(resource.getrlimit(resource.RLIMIT_AS))", tmp_path)
    assert done.stdout == python(f"{APPLY}print(resource.getrlimit(resource.RLIMIT_AS))", tmp_path).stdout


def test_processor_time_counts_from_when_the_limit_is_set(tmp_path: Path) -> None:
    spend = "import time\nwhile time.process_time() < 1.5: pass\n"
    done = python(
        f"{spend}{APPLY}apply(Limits(cpu_seconds=1))\nprint('still here', flush=True)\nwhile True: pass", tmp_path
    )
    assert done.stdout == "still here\n"
    assert -done.returncode == signal.SIGXCPU


def test_processor_time_ends_what_will_not_hear(tmp_path: Path) -> None:
    deaf = "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n"
    done = python(f"{deaf}{APPLY}apply(Limits(cpu_seconds=1))\nwhile True: pass", tmp_path)
    assert -done.returncode == signal.SIGKILL


def test_files_cannot_grow_without_end_nor_be_opened_without_end(tmp_path: Path) -> None:
    code = f"""{APPLY}
apply(Limits(file_bytes=1 << 20, files=64))
for attempt in ("open('big', 'wb').write(bytes(2 << 20))", "[os.dup(0) for _ in range(100)]"):
    try: exec(attempt)
    except OSError as error: print(error.strerror)
"""
    assert python(code, tmp_path).stdout.splitlines() == ["File too large", "Too many open files"]
    assert (tmp_path / "big").stat().st_size <= 1 << 20


def test_a_limit_cannot_be_raised_again(tmp_path: Path) -> None:
    code = f"{APPLY}apply(Limits(files=64))\nresource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))"
    assert "ValueError" in python(code, tmp_path).stderr


def test_what_nothing_else_closes_python_refuses_to_open(tmp_path: Path) -> None:
    closed = tmp_path / "challenge"
    closed.mkdir()
    (closed / "solution.py").write_text("answer = 1", encoding="utf-8")
    (tmp_path / "challenges.txt").write_text("open", encoding="utf-8")
    (tmp_path / "link").symlink_to(closed)
    done = python(
        f"from interviewer.challenges.confine import close\nclose([{str(tmp_path / 'link')!r}])\n"
        "import os, pathlib, sys\nsys.path.insert(0, 'link')\n"
        "def read(way):\n    try: print(way())\n    except PermissionError as error: print('refused', error.errno)\n"
        "read(lambda: open('challenges.txt').read())\n"
        "read(lambda: open('challenge/solution.py').read())\n"
        "read(lambda: open(b'link/../challenge/solution.py').read())\n"
        "read(lambda: pathlib.Path('link/solution.py').read_text())\n"
        "read(lambda: os.open('link/solution.py', os.O_RDONLY))\n"
        "read(lambda: __import__('solution').answer)\n",
        tmp_path,
    )
    assert done.stdout.splitlines() == ["open"] + ["refused 13"] * 5, done.stderr


def test_a_lower_limit_stays(tmp_path: Path) -> None:
    code = f"""{APPLY}
resource.setrlimit(resource.RLIMIT_NOFILE, (50, 50))
apply(Limits(files=1000))
print(resource.getrlimit(resource.RLIMIT_NOFILE))
"""
    assert python(code, tmp_path).stdout == "(50, 50)\n"


def test_processes_are_not_limited_where_the_desktop_is_counted_too(tmp_path: Path) -> None:
    ask = "print(resource.getrlimit(resource.RLIMIT_NPROC))"
    assert (
        python(f"{APPLY}apply(Limits(processes=3))\n{ask}", tmp_path).stdout == python(f"{APPLY}{ask}", tmp_path).stdout
    )


def test_no_core_is_dumped(tmp_path: Path) -> None:
    assert (
        python(f"{APPLY}apply(Limits())\nprint(resource.getrlimit(resource.RLIMIT_CORE))", tmp_path).stdout
        == "(0, 0)\n"
    )


@needs_linux
def test_it_dies_with_its_parent(tmp_path: Path) -> None:
    child = f"{APPLY}apply(Limits())\nprint(os.getpid(), flush=True)\nimport time\ntime.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as process:
        assert process.stdout is not None
        grandchild = psutil.Process(int(process.stdout.readline()))
        process.kill()
    end = time.monotonic() + 10
    while grandchild.is_running() and grandchild.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < end
        time.sleep(0.01)


@needs_linux
def test_it_does_not_start_when_its_parent_died_before(tmp_path: Path) -> None:
    done = python(f"{APPLY}apply(Limits(), parent={os.getpid() + 1})\nprint('alive')", tmp_path)
    assert (-done.returncode, done.stdout) == (signal.SIGKILL, "")


@needs_landlock
def test_walls_say_what_they_are(tmp_path: Path) -> None:
    code = f"{APPLY}print(apply(Limits(), readable=[Path({sys.prefix!r}), Path({sys.base_prefix!r})]))"
    assert python(code, tmp_path).stdout.split(", ")[0] == "limits"
    assert "Landlock" in python(code, tmp_path).stdout
    assert "seccomp" in python(code, tmp_path).stdout


def test_no_folders_no_walls(tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("seen", encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    assert python(f"{APPLY}print(apply(Limits()), open('../outside').read())", work).stdout == "limits seen\n"


@needs_linux
@pytest.mark.parametrize("missing", ["landlock.restrict", "seccomp.install"])
def test_a_launcher_without_its_walls_runs_nothing(tmp_path: Path, missing: str) -> None:
    fail = f"def fail(**_): raise OSError('none here')\n{missing} = fail\n"
    run = f"import sys; sys.argv = ['', {order(tmp_path, strict=True)!r}, '/bin/echo', 'run']\nconfine.main()"
    done = python(LAUNCH + fail + run, tmp_path)
    assert (done.returncode, done.stdout) == (confine.NO_WALLS, "")
    assert "none here" in done.stderr


@needs_linux
def test_a_launcher_in_a_sandbox_does_without(tmp_path: Path) -> None:
    fail = "def fail(**_): raise OSError('none here')\nlandlock.restrict = seccomp.install = fail\n"
    run = f"import sys; sys.argv = ['', {order(tmp_path, strict=False)!r}, '/bin/echo', 'run']\nconfine.main()"
    assert python(LAUNCH + fail + run, tmp_path).stdout == "run\n"


@needs_landlock
def test_signals_stay_inside_also_where_landlock_lets_them_pass(tmp_path: Path) -> None:
    """Kernels before 6.12: the filter alone holds them, by the number of the process."""
    code = f"""{LAUNCH}
import os, signal, subprocess, sys
landlock.SIGNALS_FROM = 1000
confine.apply(confine.Limits(), readable=[confine.Path("/")])
os.kill(os.getpid(), 0)
try: os.kill(os.getppid(), 0)
except PermissionError: print("refused")
"""
    assert python(code, tmp_path).stdout == "refused\n"


@needs_linux
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root has privileges to give up")
def test_root_gives_up_its_privileges(tmp_path: Path) -> None:
    ask = "print(open('/proc/self/status').read().split('CapEff:')[1].split()[0])"
    assert int(python(f"{APPLY}apply(Limits())\n{ask}", tmp_path).stdout, 16) == 0
