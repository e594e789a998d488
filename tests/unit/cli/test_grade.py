import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from interviewer.cli.app import app
from tests.banks import a_point, a_question, write_topic

RIGHT = "It bends light towards its axis."


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    mistake = {
        "id": "makes-light",
        "statement": "A magnifying glass produces light of its own.",
        "concepts": [["produces light", "makes light"]],
        "contradicts": "bends-light",
    }
    question = a_question(
        key_points=[a_point(concepts=[["bends", "refracts"], ["light", "rays"]])], misconceptions=[mistake]
    )
    write_topic(tmp_path / "bank", question)
    return tmp_path / "bank"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))


def line(answer: Any, name: Any = "1", question: str = "optics.lens") -> str:
    return json.dumps({"id": name, "question": question, "answer": answer})


def run(bank: Path, lines: list[str], *options: str) -> tuple[int, list[dict[str, Any]], str]:
    source = bank.parent / "answers.jsonl"
    source.write_text("".join(text + "\n" for text in lines), encoding="utf-8")
    done = CliRunner().invoke(app, ["grade", str(source), "--bank", str(bank), *options])
    return done.exit_code, [json.loads(text) for text in done.stdout.splitlines()], done.stderr


def test_a_line_out_for_a_line_in_with_the_fields_of_the_contract(bank: Path) -> None:
    code, rows, errors = run(bank, [line(RIGHT, "b"), line("It makes light.", "a")])
    assert code == 0
    assert errors == ""
    assert [row["id"] for row in rows] == ["b", "a"]
    assert list(rows[0]) == ["id", "question", "score", "points", "misconceptions", "flags"]
    assert rows[0]["score"] == 1.0
    (point,) = rows[0]["points"]
    assert list(point) == ["id", "status", "confidence", "evidence"]
    assert point["status"] == "hit"
    assert point["evidence"] == [[0, len(RIGHT) - 1]]
    assert rows[1]["misconceptions"] == [{"id": "makes-light", "evidence": [[0, 14]]}]
    assert rows[1]["points"][0]["status"] == "contradicted"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "not JSON"),
        ("[1]", "found an array"),
        ("null", "found null"),
        ('{"id": "x"}', "no question and no answer"),
        (line(RIGHT, question="optics.lense"), "optics.lens"),
        (line(7), "answer must be a string, found a number"),
        (line(None), "answer must be a string, found null"),
        (line(RIGHT, name=None), "id must be a string or a whole number"),
        (line("x" * 20_001), "at most 20,000"),
        ("[" * 5_000, "not JSON"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_is_graded(bank: Path, bad: str, said: str) -> None:
    code, rows, errors = run(bank, [line(RIGHT, "first"), "", bad, line(RIGHT, "last")])
    assert code == 1
    assert [row["id"] for row in rows] == ["first", "last"]
    assert "answers.jsonl:3: " in errors
    assert said in errors
    assert "Traceback" not in errors
    assert len(errors.splitlines()) == 1


def test_bytes_that_are_no_text(bank: Path) -> None:
    source = bank.parent / "raw.jsonl"
    source.write_bytes(b"\xff\xfe\n" + line(RIGHT).encode() + b"\n")
    done = CliRunner().invoke(app, ["grade", str(source), "--bank", str(bank)])
    assert done.exit_code == 1
    assert "raw.jsonl:1: not UTF-8" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_awkward_answers_are_graded(bank: Path) -> None:
    awkward = ["", "\ud800", "مرحبا", "😀" * 50, "y" * 20_000, "a\u0000b", "Is it?\r\nYes"]
    code, rows, _ = run(bank, [line(text, i) for i, text in enumerate(awkward)])
    assert code == 0
    assert [row["id"] for row in rows] == list(range(len(awkward)))
    assert rows[0]["flags"] == ["empty"]


def test_out_holds_all_or_nothing(bank: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("before", encoding="utf-8")
    code, rows, _ = run(bank, [line(RIGHT)], "--out", str(target))
    assert (code, rows) == (0, [])
    assert json.loads(target.read_text(encoding="utf-8"))["score"] == 1.0
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".out")] == []


def test_a_folder_that_is_not_there_is_told_in_one_line(bank: Path, tmp_path: Path) -> None:
    code, _, errors = run(bank, [line(RIGHT)], "--out", str(tmp_path / "none" / "out.jsonl"))
    assert code == 1
    assert len(errors.splitlines()) == 1
    assert "No such file" in errors


def test_answers_that_are_not_there(bank: Path) -> None:
    done = CliRunner().invoke(app, ["grade", str(bank / "none.jsonl"), "--bank", str(bank)])
    assert done.exit_code == 1
    assert "none.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


def test_standard_input(bank: Path) -> None:
    done = CliRunner().invoke(app, ["grade", "-", "--bank", str(bank)], input=line(RIGHT) + "\nnonsense\n")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["score"] == 1.0
    assert done.stderr.startswith("<stdin>:2: ")


def test_explain_adds_a_reason_to_every_verdict(bank: Path) -> None:
    _, rows, _ = run(bank, [line("It makes light.")], "--explain")
    assert rows[0]["points"][0]["reason"]
    assert rows[0]["misconceptions"][0]["reason"]
    assert rows[0]["choice"] is None


def test_the_same_bytes_on_every_run(bank: Path) -> None:
    source = bank.parent / "answers.jsonl"
    source.write_text(line(RIGHT) + "\n" + line("rays of light are refracted, not produced") + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "interviewer", "grade", str(source), "--bank", str(bank)]
    outputs = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "7")
    }
    assert len(outputs) == 1
