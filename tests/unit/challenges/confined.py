"""Running a few lines under limits and walls, in a process of their own: what they do cannot be taken back."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from interviewer.challenges import containment, landlock
from interviewer.challenges.containment import Name, Rung

ROOT = Path(__file__).parents[3]

needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="walls and most limits are Linux's")
needs_landlock = pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")


def python(code: str, cwd: Path, *, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run ``code``, which may import this program, in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (env or {}),
    )


def rung_called(name: Name) -> Rung:
    """Return that rung, or skip the test with the reason why this machine has none."""
    rung = containment.best_rung(at_most=name)
    if rung.name != name:
        pytest.skip(f"no rung {name!r} here: {rung.why}")
    return rung


def inside(rung: Rung, code: str, work: Path, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run ``code`` in a rung."""
    argv = [sys.executable, "-I", "-c", code]
    return subprocess.run(
        rung.command(argv, work, **options),
        cwd=work,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        start_new_session=True,
        env={"HOME": str(work), "TMPDIR": str(work), "PATH": os.environ["PATH"]},
    )


def attempts(rung: Rung, work: Path, lines: Sequence[str], **options: Any) -> dict[str, str]:
    """Try each of ``lines`` in a rung; return for each the name of the exception it ended with, or ``done``."""
    code = f"""
import ctypes, json, os, signal, socket, subprocess, sys
outcome = {{}}
for line in {list(lines)!r}:
    try:
        exec(line)
        outcome[line] = "done"
    except Exception as error:
        outcome[line] = type(error).__name__
print(json.dumps(outcome))
"""
    done = inside(rung, code, work, **options)
    assert done.returncode == 0, done.stderr
    outcome: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return outcome
