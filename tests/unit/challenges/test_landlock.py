"""What is not named is closed."""

from pathlib import Path

import pytest

from interviewer.challenges import landlock
from tests.unit.challenges.confined import needs_landlock, python

RESTRICT = """
import ctypes, os, sys
from pathlib import Path
from interviewer.challenges import landlock
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
def attempt(deed):
    try: exec(deed); print("done")
    except OSError as error: print(type(error).__name__)
"""


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name in ("open", "closed", "own", "named"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "file").write_text(name, encoding="utf-8")
    return tmp_path


def tried(folders: Path, *deeds: str) -> list[str]:
    restrict = "landlock.restrict(readable=[Path('open')], writable=[Path('own')], listed=[Path('named')])\n"
    code = RESTRICT + restrict + "".join(f"attempt({deed!r})\n" for deed in deeds)
    return python(code, folders).stdout.splitlines()


@needs_landlock
def test_reading(folders: Path) -> None:
    deeds = [
        "open('open/file')",
        "open('closed/file')",
        "open('named/file')",
        "os.listdir('named')",
        "os.listdir('closed')",
    ]
    assert tried(folders, *deeds) == ["done", "PermissionError", "PermissionError", "done", "PermissionError"]


@needs_landlock
@pytest.mark.parametrize("folder", ["open", "closed", "named"])
def test_writing(folders: Path, folder: str) -> None:
    deeds = [
        f"open('{folder}/new', 'w')",
        f"open('{folder}/file', 'r+')",
        f"os.unlink('{folder}/file')",
        f"os.mkdir('{folder}/new')",
        f"os.rename('{folder}/file', 'own/new')",
        f"os.symlink('x', '{folder}/new')",
        *([f"os.truncate('{folder}/file', 0)"] if landlock.version() >= 3 else []),
    ]
    assert set(tried(folders, *deeds)) <= {"PermissionError", "OSError"}
    assert (folders / folder / "file").read_text(encoding="utf-8") == folder
    assert [path.name for path in (folders / folder).iterdir()] == ["file"]


@needs_landlock
def test_ones_own_folder(folders: Path) -> None:
    deeds = [
        "open('own/new', 'w').write('x')",
        "os.rename('own/new', 'own/old')",
        "os.unlink('own/old')",
        "os.mkdir('own/new')",
    ]
    assert tried(folders, *deeds) == ["done"] * 4


@needs_landlock
def test_what_is_not_there_is_passed_over(folders: Path) -> None:
    code = (
        RESTRICT
        + """
print(landlock.restrict(readable=[Path('absent'), Path('open')], writable=[]))
attempt("open('open/file')")
"""
    )
    assert python(code, folders).stdout.splitlines() == [str(landlock.version()), "done"]


@needs_landlock
def test_a_single_file(folders: Path) -> None:
    code = (
        RESTRICT
        + """
landlock.restrict(readable=[], writable=[Path('own/file')])
attempt("open('own/file', 'r+')")
attempt("open('own/new', 'w')")
"""
    )
    assert python(code, folders).stdout.splitlines() == ["done", "PermissionError"]


def test_a_kernel_without_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    with pytest.raises(OSError, match="no Landlock"):
        landlock.restrict(readable=[], writable=[])


@needs_landlock
@pytest.mark.parametrize("abi", range(1, landlock.version() + 1))
def test_every_older_version_that_this_kernel_still_speaks(folders: Path, abi: int) -> None:
    """A kernel accepts the shorter structures and smaller sets of rights of the versions before it."""
    code = f"{RESTRICT}landlock.version = lambda: {abi}\nlandlock.restrict(readable=[Path('open')], writable=[])\n"
    code += "attempt(\"open('open/file')\")\nattempt(\"open('closed/file')\")"
    assert python(code, folders).stdout.splitlines() == ["done", "PermissionError"]
