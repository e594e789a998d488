"""Homes on disks that are small, full or cannot be written, for programs to be run in."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

MEGABYTE = 1024 * 1024


@contextmanager
def small_disk(folder: Path, size: int = 2 * MEGABYTE) -> Iterator[Path]:
    """Mount a disk of ``size`` bytes at ``folder``, and yield it; skips the test where that is not allowed."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Fill a small disk to the last byte, and return the file that does so."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return ballast


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write to ``folder`` and what is in it; skips the test where root may not mount anything."""
    if os.geteuid() == 0:  # who passes over permissions
        _mount("--bind", str(folder), str(folder))
        try:
            _mount("-o", "remount,bind,ro", str(folder))
            yield
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        return
    before = {path: path.stat().st_mode for path in [folder, *folder.rglob("*")]}
    for path, mode in before.items():
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in before.items():
            path.chmod(mode)


def limit_files(processes: list[psutil.Process], size: int | None) -> None:
    """Let no file of the processes grow beyond ``size`` bytes, as a quota does; None takes the limit away."""
    for process in processes:
        _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most if size is None else size, most))


def _mount(*arguments: str) -> None:
    if os.geteuid() or subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk, and not everywhere")
