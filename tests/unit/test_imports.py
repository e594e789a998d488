"""What the program loads, and what it must not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"textual", "rich", "torch", "sklearn", "scipy", "numpy"}


def loaded(code: str, home: Path) -> set[str]:
    """Run ``code`` in a fresh interpreter and return the names of the modules and packages it loaded."""
    report = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=os.environ | {"INTERVIEWER_HOME": str(home)},
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def command(*words: str) -> str:
    return f"""
import sys
from interviewer.__main__ import main
sys.argv = ["interviewer", *{list(words)!r}]
try:
    main()
except SystemExit as error:
    assert error.code in (None, 0, 1), error.code
"""


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_loads_no_library_but_typer(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(command(*words), tmp_path)
    assert not modules & (HEAVY | {"pydantic", "yaml", "rapidfuzz", "sqlite3", "fsrs"})
    # A hundred milliseconds are about this many modules; a wall clock would make a flaky test.
    assert len(modules) < 300


@pytest.mark.parametrize(
    "words",
    [
        ["bank", "--help"],
        ["bank", "list", "--help"],
        ["grade", "--help"],
        ["challenge", "--help"],
        ["challenge", "run", "--help"],
        ["goal", "--help"],
        ["history", "--help"],
        ["progress", "--help"],
        ["review", "--help"],
    ],
)
def test_help_of_a_command_loads_nothing_of_the_engine(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(command(*words), tmp_path)
    assert not modules & (HEAVY | {"yaml", "rapidfuzz", "sqlite3", "fsrs"})
    assert not modules & {"interviewer.knowledge.bank", "interviewer.knowledge.models", "interviewer.grading.grader"}


def test_listing_a_compiled_bank_loads_no_models(tmp_path: Path) -> None:
    assert "interviewer.knowledge.models" in loaded(command("bank", "list", "--json"), tmp_path)
    modules = loaded(command("bank", "list", "--json"), tmp_path)
    assert not modules & (HEAVY | {"interviewer.knowledge.models", "rapidfuzz", "snowballstemmer"})


@pytest.mark.parametrize("words", [["check"], ["stats"], ["show", "normalization.train-eval"], ["schema"]])
def test_looking_at_the_bank_loads_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    assert not loaded(command("bank", *words), tmp_path) & HEAVY


@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["show", "softmax"]])
def test_looking_at_the_challenges_loads_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    assert not loaded(command("challenge", *words), tmp_path) & HEAVY


@pytest.mark.parametrize("module", ["challenges.judge", "challenges.proving", "challenges.events", "cli.judged"])
def test_judging_loads_no_torch_into_the_interface(tmp_path: Path, module: str) -> None:
    assert not loaded(f"import interviewer.{module}", tmp_path) & HEAVY


def test_a_candidates_process_holds_nothing_of_the_judges(tmp_path: Path) -> None:
    modules = loaded("import interviewer.challenges.child", tmp_path)
    own = {name.rpartition(".")[2] for name in modules if name.startswith("interviewer.challenges.")}
    assert own == {"child", "confine", "kit", "landlock", "measuring", "seccomp", "watching", "wire"}
    assert not modules & {"pydantic", "yaml", "psutil", "safetensors", "interviewer.knowledge", "interviewer.text"}


@pytest.mark.parametrize("package", ["interview", "progress", "knowledge", "grading", "challenges"])
def test_importing_the_engine_loads_no_front_end_and_nothing_heavy(tmp_path: Path, package: str) -> None:
    assert not loaded(f"import interviewer.{package}", tmp_path) & (HEAVY | {"typer"})


@pytest.mark.parametrize("package", ["interview", "progress", "knowledge"])
def test_no_module_of_the_engine_loads_a_front_end_or_anything_heavy(tmp_path: Path, package: str) -> None:
    code = f"""
import importlib, pkgutil
import interviewer.{package} as package
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
"""
    assert not loaded(code, tmp_path) & (HEAVY | {"typer"})
