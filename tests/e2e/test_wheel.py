"""The wheel carries the bank and works in an environment of its own, run from another folder."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel alone; what it depends on is lent by a path, to spare a second torch."""
    folder = tmp_path_factory.mktemp("env")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)],
        check=True,
    )
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return folder / "bin" / "interviewer"


def run(program: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    elsewhere = home / "elsewhere"
    elsewhere.mkdir(parents=True, exist_ok=True)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"INTERVIEWER_HOME": str(home)}
    return subprocess.run(
        [program, *words], cwd=elsewhere, env=environment, capture_output=True, text=True, check=True, timeout=60
    )


def test_the_wheel_holds_every_topic_file(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    topics = {Path(name).name for name in names if name.startswith("interviewer/bank/topics/")}
    assert topics == {file.name for file in (ROOT / "knowledge" / "topics").glob("*.yaml")}
    assert "interviewer/bank/glossary.yaml" in names
    assert "interviewer/tui/styles/interviewer.tcss" in names
    assert not [name for name in names if name.startswith("tests/")]


def test_the_program_is_the_wheel_s_own(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed.with_name("python"), "-c", "import interviewer; print(interviewer.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(installed.parents[1])


def test_the_installed_program_reads_its_own_bank(installed: Path, tmp_path: Path) -> None:
    listed = json.loads(run(installed, tmp_path, "bank", "list", "--json").stdout)
    assert len({source for question in listed for source in question["sources"] if source.startswith("seed:")}) == 85


def test_the_installed_program_grades(installed: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text(json.dumps({"id": "1", "question": "modules.modulelist", "answer": "I don't know"}) + "\n")
    graded = json.loads(run(installed, tmp_path, "grade", str(answers)).stdout)
    assert graded["score"] == 0
    assert graded["flags"] == ["dont_know"]
