"""``interviewer doctor``."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from interviewer.cli import checkup
from interviewer.cli.app import app
from interviewer.cli.checkup import (
    Check,
    Status,
    check_device,
    check_editor,
    check_folder,
    check_history,
    check_terminal,
    check_versions,
)
from interviewer.progress.history import History
from interviewer.progress.migrations import SCHEMA


def test_the_command_runs_without_importing_what_is_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom interviewer.__main__ import main\nsys.argv = ['interviewer', 'doctor', '--json']\n"
        "try:\n    main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        timeout=150,
        check=True,
        env=os.environ | {"INTERVIEWER_HOME": str(tmp_path / "home"), "EDITOR": "", "VISUAL": "", "TERM": "xterm"},
    )
    assert not {"torch", "textual", "sklearn", "numpy"} & set(done.stderr.decode().split())
    report = json.loads(done.stdout)
    assert report["ok"] is True
    checks = {check["name"]: check for check in report["checks"]}
    assert {"interviewer", "Python", "torch", "scikit-learn", "SQLite", "device", "data folder", "bank"} <= set(checks)
    assert checks["device"]["status"] == "ok"
    assert checks["device"]["found"].split()[0] in {"cpu", "cuda", "mps"}
    assert checks["bank"]["status"] in {"ok", "warn"}
    assert checks["history"]["found"].endswith("none yet, made on first use")
    assert checks["EDITOR"]["status"] == "warn"
    assert not (tmp_path / "home" / "data").exists()


def test_a_failure_is_said_in_words_and_by_the_exit_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    monkeypatch.setattr(checkup, "check_device", lambda: Check("device", Status.OK, "cpu\x1b[31m\u202e\nnonsense"))
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert f"FAIL  data folder: {tmp_path / 'data'} is not a folder" in lines
    assert "ok    device: cpu[31m nonsense" in lines
    assert {line.partition("  ")[0].strip() for line in lines} <= {"ok", "warn", "FAIL"}


def test_a_package_that_is_missing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "PACKAGES", ("no-such-package-here",))
    status = {check.name: check.status for check in check_versions()}
    assert status == {
        "interviewer": Status.OK,
        "Python": Status.OK,
        "no-such-package-here": Status.FAIL,
        "SQLite": Status.OK,
    }


def test_a_device_that_does_not_answer_is_given_up_on() -> None:
    began = time.monotonic()
    check = check_device("import time; time.sleep(60)", seconds=0.5)
    assert check.status is Status.WARN
    assert "did not answer within 0.5 seconds" in check.found
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import no_such_torch", "ModuleNotFoundError: No module named 'no_such_torch'"),
        ("import os; os._exit(3)", "exit status 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "exit status -11"),
    ],
    ids=["missing", "exits", "crashes"],
)
def test_a_broken_pytorch_fails(code: str, said: str) -> None:
    assert check_device(code) == Check("device", Status.FAIL, f"PyTorch does not work: {said}")


def test_folders(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    assert check_folder("data", private, needed=True).status is Status.OK
    private.chmod(0o755)
    opened = check_folder("data", private, needed=True)
    assert (opened.status, opened.found) == (Status.WARN, f"{private}, mode 0755, writable, open to others: chmod 700")
    made = check_folder("data", tmp_path / "not" / "yet", needed=True)
    assert (made.status, made.found) == (Status.OK, f"{tmp_path / 'not' / 'yet'}, made on first use")
    file = tmp_path / "file"
    file.touch()
    for needed, status in ((True, Status.FAIL), (False, Status.WARN)):
        assert check_folder("data", file, needed=needed).status is status
        assert check_folder("data", file / "below", needed=needed).status is status


def test_a_folder_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=40 * 1024))
    check = check_folder("data", tmp_path, needed=True)
    assert check.status is Status.WARN
    assert check.found.endswith("writable, but only 40 KiB of the disk are free")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "not writable" in check_folder("data", tmp_path, needed=True).found
    assert "cannot be made" in check_folder("data", tmp_path / "x", needed=True).found
    tmp_path.chmod(0o700)


def test_the_history_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    assert check_history(path) == Check("history", Status.OK, f"{path}: none yet, made on first use")
    with closing(History.open(path)) as history:
        history.begin("one", 1.0, {})
        history.append("one", 1.0, {"act": "hint"})
    said = f"{path}: schema {SCHEMA}, intact, 1 session (1 unfinished), 1 event"
    assert check_history(path) == Check("history", Status.OK, said)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    newer = check_history(path)
    assert newer.status is Status.FAIL
    assert f"written by a newer version (schema 99, this program knows {SCHEMA})" in newer.found
    path.write_bytes(b"no database at all, just some words " * 200)
    assert check_history(path).status is Status.FAIL
    assert "damaged (file is not a database)" in check_history(path).found


@pytest.mark.parametrize(
    ("environment", "size", "encoding", "warned"),
    [
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, (80, 24), "utf-8", set()),
        ({"TERM": "dumb"}, (79, 24), "ascii", {"TERM", "terminal size", "encoding"}),
        ({}, None, None, {"TERM", "encoding"}),
    ],
)
def test_the_terminal(
    environment: dict[str, str], size: tuple[int, int] | None, encoding: str | None, warned: set[str]
) -> None:
    checks = list(check_terminal(environment, size, encoding))
    assert {check.name for check in checks if check.status is Status.WARN} == warned
    assert len(checks) == 4


def test_the_editor(tmp_path: Path) -> None:
    editor = tmp_path / "my editor"
    editor.touch(mode=0o755)
    path = {"PATH": str(tmp_path)}
    assert check_editor({"EDITOR": f"'{editor}' -w"}) == Check("EDITOR", Status.OK, f"'{editor}' -w")
    assert check_editor({"VISUAL": "'my editor'", "EDITOR": "nano"} | path).status is Status.OK
    assert check_editor({"EDITOR": "nano"} | path).found == "nano is not found"
    assert check_editor({"EDITOR": "it's"}).status is Status.WARN
    assert check_editor({}).status is Status.WARN
