"""``interviewer challenge``: what it prints and how it exits."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from interviewer.cli.app import app
from tests.unit.challenges.tasks import DOUBLE, DOUBLE_CASES, write_task

PROGRAM = [sys.executable, "-m", "interviewer", "challenge"]
SQUARE = "def f(x):\n    return x * x\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tasks").mkdir()
    write_task(tmp_path / "tasks" / "double", DOUBLE_CASES, DOUBLE, more="forbidden: [torch.add]")
    return tmp_path / "tasks"


def interviewer(*words: object) -> Result:
    return CliRunner().invoke(app, ["challenge", *map(str, words)])


def test_list_shows_every_challenge_of_the_bank() -> None:
    done = interviewer("list")
    assert done.exit_code == 0
    assert "softmax" in done.output
    rows = json.loads(interviewer("list", "--json", "--topic", "activations").output)
    assert {"id", "title", "topic", "level", "minutes", "device", "skills", "sources"} == set(rows[0])
    assert "softmax" in [row["id"] for row in rows]


def test_list_by_skill() -> None:
    rows = json.loads(interviewer("list", "--json", "--skill", "numerical-stability").output)
    assert {"softmax", "flash-attention"} <= {row["id"] for row in rows}
    assert all("numerical-stability" in row["skills"] for row in rows)
    of_topic = interviewer("list", "--skill", "numerical-stability", "--topic", "activations").output
    assert [line.split()[0] for line in of_topic.splitlines()] == ["gelu-silu", "softmax"]
    done = interviewer("list", "--skill", "numeric-stability")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "interviewer: no skill is called 'numeric-stability' (did you mean 'numerical-stability'?)\n"


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    done = interviewer("show", "sotfmax")
    assert done.exit_code == 1
    assert done.stderr == "interviewer: no challenge is called 'sotfmax' (did you mean 'softmax'?)\n"
    assert "did you mean 'activations'?" in interviewer("list", "--topic", "activation").stderr


def test_show_tells_what_is_asked_and_not_the_solution(folder: Path) -> None:
    done = interviewer("show", "double", "--challenges", folder)
    assert done.exit_code == 0
    assert "To define: f" in done.output
    assert "torch.add" in done.output
    assert "return 2 * x" not in done.output


def test_a_faulty_challenge_is_told_and_hides_no_other(folder: Path) -> None:
    broken = write_task(folder / "broken", DOUBLE_CASES, DOUBLE)
    yaml = broken / "challenge.yaml"
    yaml.write_text(yaml.read_text(encoding="utf-8").replace("level: 1", "levle: 1"), encoding="utf-8")
    done = interviewer("list", "--challenges", folder)
    assert done.exit_code == 0
    assert "double" in done.stdout
    assert f"{yaml}:5:1: [broken] levle: is not a field here (did you mean 'level'?)" in done.stderr


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [
        (DOUBLE, 0, "PASSED: 2 of 2 cases"),
        ("print('hello')\n" + SQUARE, 1, "hello\n  FAIL  small"),
        ("def f(x)\n", 1, "FAILED at syntax"),
    ],
)
def test_run_judges_a_file_and_exits_by_the_verdict(
    folder: Path, tmp_path: Path, code: str, status: int, says: str
) -> None:
    file = tmp_path / "mine.py"
    file.write_text(code, encoding="utf-8")
    command = [*PROGRAM, "run", "double", str(file), "--challenges", str(folder), "--seed", "5", "--device", "cpu"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.startswith("double: seed 5\n")
    assert says in done.stdout


def test_a_missing_file_and_a_missing_argument(folder: Path) -> None:
    done = interviewer("run", "double", folder / "nowhere.py", "--challenges", folder)
    assert done.exit_code == 1
    assert "cannot be read: No such file or directory" in done.stderr
    assert interviewer("run", "double").exit_code == 2


@pytest.fixture
def watched(folder: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    file = tmp_path / "mine.py"
    file.write_text(SQUARE, encoding="utf-8")
    command = [*PROGRAM, "run", "double", str(file), "--challenges", str(folder), "--watch", "--device", "cpu"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        process.kill()


def until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    seen = ""
    end = time.monotonic() + 60
    while words not in seen:
        assert time.monotonic() < end
        line = process.stdout.readline()
        assert line, seen
        seen += line
    return seen


@pytest.mark.timeout(60)
def test_watching_judges_again_on_save_and_stops_a_run_that_goes_on(
    watched: subprocess.Popen[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.py"
    assert "The code runs " in until(watched, "FAILED at value")
    file.write_text("print('begun')\nwhile True:\n    pass\n", encoding="utf-8")
    until(watched, "begun")
    began = time.monotonic()
    file.write_text(DOUBLE, encoding="utf-8")
    until(watched, "PASSED: 2 of 2 cases")
    # The endless run was not waited for.
    assert time.monotonic() - began < 9
    watched.send_signal(signal.SIGINT)
    assert watched.wait(10) == 0
    assert watched.stderr is not None
    assert watched.stderr.read() == ""


def test_test_says_what_a_challenge_lacks(folder: Path) -> None:
    wrong = folder / "double" / "wrong"
    wrong.mkdir()
    (wrong / "half.py").write_text("# fails: shape\ndef f(x):\n    return x / 2\n", encoding="utf-8")
    (wrong / "right.py").write_text(f"# fails: value\n{DOUBLE}", encoding="utf-8")
    (wrong / "plain.py").write_text(SQUARE, encoding="utf-8")
    command = [*PROGRAM, "test", "--challenges", str(folder), "--device", "cpu"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "FAULT  double" in done.stdout
    for fault in (
        "wrong: 3 wrong solutions; at least 4 are needed",
        "wrong: something is forbidden, and no builtin.py shows that its use is found",
        "wrong/half.py: should fail at shape, and fails at value, case 'small'",
        "wrong/right.py: passes, and should fail: value",
        "wrong/plain.py: does not begin with `# fails: <stage>`",
    ):
        assert fault in done.stdout
