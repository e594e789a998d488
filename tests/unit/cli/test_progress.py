"""``interviewer progress`` and ``interviewer review``, the real commands in their own processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.bank import write_bank

ANSWER = "It zeroes random units of a hidden layer during training only, so that no neuron can rely on its neighbours"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "bank")


def run(home: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "interviewer", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env={**os.environ, "INTERVIEWER_HOME": str(home)},
        timeout=60,
        check=False,
    )


@pytest.fixture
def practised(home: Path, bank: Path) -> Path:
    """A home with one session of one question."""
    options = ("--plain", "--questions", "1", "--topic", "demo", "--level", "1", "--seed", "1", "--bank", str(bank))
    done = run(home, "start", *options, typed=f"{ANSWER}\n\nskip\n\n")
    assert done.returncode == 0, done.stderr
    return home


def test_nothing_yet_is_no_error_and_makes_no_history(home: Path, bank: Path) -> None:
    done = run(home, "progress", "--bank", str(bank))
    assert done.returncode == 0
    assert "no question yet" in done.stdout
    assert not (home / "data" / "history.sqlite3").exists()


def test_every_report_of_a_session(practised: Path, bank: Path, tmp_path: Path) -> None:
    files = {name: tmp_path / f"report.{name}" for name in ("md", "html", "csv")}
    done = run(
        practised,
        *("progress", "--bank", str(bank), "--json"),
        *("--markdown", str(files["md"]), "--html", str(files["html"]), "--csv", str(files["csv"])),
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["today"]["total"] == 1
    assert files["md"].read_text().startswith("# Progress on ")
    assert files["html"].read_text().startswith("<!DOCTYPE html>")
    assert len(files["csv"].read_text().splitlines()) == 2


def test_figures_are_made_anew(practised: Path, bank: Path) -> None:
    before = run(practised, "progress", "--bank", str(bank), "--json")
    done = run(practised, "progress", "--bank", str(bank), "--json", "--rebuild")
    assert "1 session reckoned anew" in done.stderr
    told, again = json.loads(before.stdout), json.loads(done.stdout)
    assert {**told, "made": ""} == {**again, "made": ""}


def test_a_file_that_cannot_be_written_is_told_in_one_line(practised: Path, bank: Path, tmp_path: Path) -> None:
    done = run(practised, "progress", "--bank", str(bank), "--html", str(tmp_path / "none" / "report.html"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "none" in done.stderr


def test_two_reports_cannot_share_standard_output(home: Path, bank: Path) -> None:
    done = run(home, "progress", "--bank", str(bank), "--json", "--csv", "-")
    assert done.returncode == 2
    assert "only one of --json and --csv -" in " ".join(done.stderr.split())


def test_a_review_of_nothing_is_told(practised: Path, bank: Path) -> None:
    done = run(practised, "review", "--plain", "--bank", str(bank))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == "Nothing is due: what you know rests."
