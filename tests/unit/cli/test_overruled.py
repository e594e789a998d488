"""``bank overruled``: what candidates insist on having said, ready to paste into the bank."""

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from interviewer.cli.app import app
from interviewer.grading.result import Grade, PointVerdict, Span, Status
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import Act, Mode, Plan
from interviewer.knowledge.opening import open_bank
from interviewer.paths import user_paths
from interviewer.progress.history import History
from tests.banks import a_question, write_topic


class Strict:
    """Finds nothing in any answer."""

    def grade(self, question: object, answer: str, *, said: object = ()) -> Grade:
        return Grade(
            0.1, (PointVerdict("first", Status.HIT, 1.0, (Span(0, 3),)), PointVerdict("other", Status.MISS, 0.9))
        )

    def grade_follow_up(self, question: object, follow_up: object, answer: str, *, said: object = ()) -> Grade:
        raise AssertionError

    def accepts(self, question: object, point: str, answer: str) -> bool:
        return False


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    return tmp_path


def test_nothing_overruled_says_so_and_makes_no_history(home: Path) -> None:
    done = CliRunner().invoke(app, ["bank", "overruled"])
    assert done.exit_code == 0
    assert "no verdict has been overruled" in done.stdout
    assert not user_paths().history.exists()


def test_an_overruled_answer_comes_out_as_a_labelled_example(home: Path) -> None:
    points = [{"id": "first", "statement": "One thing."}, {"id": "other", "statement": "Another thing."}]
    write_topic(home / "bank", a_question(key_points=points))
    bank = open_bank(user_paths(), home / "bank")
    history = History.open(user_paths().history)
    conductor, _ = Conductor.start(
        Plan("s", (bank.summaries[0].id,), Mode.INTERVIEW),
        lookup=bank.question,
        grader=Strict(),
        log=history,
        clock=iter(range(99)).__next__,
    )
    conductor.act(Act.ANSWER, "my: answer\n- with [brackets]")
    conductor.act(Act.SKIP)
    conductor.overrule(0, "other")
    history.close()

    done = CliRunner().invoke(app, ["bank", "overruled", "--bank", str(home / "bank")])
    assert done.exit_code == 0, done.output
    assert f"# {bank.summaries[0].id}" in done.stdout
    assert yaml.safe_load(done.stdout) == [
        {"text": "my: answer\n- with [brackets]", "covers": ["first", "other"], "misses": []}
    ]
