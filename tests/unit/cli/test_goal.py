"""``interviewer goal``."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interviewer.cli.app import app
from interviewer.paths import user_paths
from interviewer.progress.goals import Goal, goal_of
from interviewer.progress.history import History
from interviewer.progress.load import most_a_day

TODAY = date.today()
LATER = TODAY + timedelta(days=9)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    return tmp_path


def ask(*words: str, status: int = 0) -> str:
    result = CliRunner().invoke(app, ["goal", *words])
    assert result.exit_code == status, result.output
    return result.output


def settled() -> tuple[Goal | None, int | None]:
    history = History.open(user_paths().history)
    try:
        return goal_of(history), most_a_day(history)
    finally:
        history.close()


def test_a_goal_is_set_changed_told_and_taken_away() -> None:
    assert "No goal is set" in ask()
    assert "Interview in 9 days, level 3: today " in ask(str(LATER), "--level", "3")
    assert settled() == (Goal(LATER, 3), None)
    assert "level 3" in ask(), "it is told again without being set again"
    ask("--level", "4")
    assert settled() == (Goal(LATER, 4), None)
    ask(str(TODAY))
    assert settled() == (Goal(TODAY, 4), None)
    assert "No goal is set" in ask("--clear")
    assert settled() == (None, None)


def test_a_limit_of_reviews() -> None:
    assert "At most 40 reviews a day." in ask("--reviews", "40")
    assert settled() == (None, 40)
    assert "reviews a day" not in ask("--reviews", "0")
    assert settled() == (None, None)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["yesterday"], 2, "does not match the format"),
        (["2020-02-30"], 2, "does not match the format"),
        ([str(TODAY - timedelta(days=1))], 1, "is over; today is"),
        (["--level", "5"], 2, "--level"),
        (["--level", "3"], 1, "there is no goal to change the level of"),
        (["--reviews", "-1"], 2, "--reviews"),
        (["--clear", str(LATER)], 2, "--clear takes the goal away"),
        (["--clear", "--level", "2"], 2, "--clear takes the goal away"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_set(words: list[str], status: int, said: str) -> None:
    output = " ".join(ask(*words, status=status).replace("│", " ").split())
    assert said in output
    assert "Traceback" not in output
    assert settled() == (None, None)
