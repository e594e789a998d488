"""Code challenges line by line: a file is judged when the candidate says so."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.challenges.events import Verdict
from interviewer.cli.dialogue import Dialogue
from interviewer.cli.lines import Lines
from interviewer.cli.plain_code import Coding
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import Mode
from interviewer.interview.library import Library
from interviewer.knowledge.challenges import load_challenges
from interviewer.knowledge.loading import load_bank
from interviewer.progress.history import History
from tests.tui.bank import SOLUTION, write_bank
from tests.tui.judging import FAIL, TRY, FakeJudge
from tests.unit.interview.support import start


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = write_bank(tmp_path / "bank")
    return Library(load_bank([folder]), lambda: load_challenges(folder / "challenges"))


@pytest.fixture
def log() -> History:
    return History.in_memory()


@pytest.fixture
def conductor(library: Library, log: History) -> Conductor:
    return start(library.question("challenge.double"), mode=Mode.PRACTICE, find=library.question, log=log)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "my solution.py"
    file.write_text(SOLUTION)
    return file


@pytest.fixture
def judge() -> FakeJudge:
    return FakeJudge()


class Talk:
    """A conversation with a judge that says what a test wants."""

    def __init__(self, conductor: Conductor, library: Library, judge: FakeJudge) -> None:
        self._conductor = conductor
        self._library = library
        self._judge = judge

    def __call__(self, *typed: str) -> tuple[bool, str]:
        sink = io.StringIO()
        lines = Lines(io.StringIO("\n".join(typed) + "\n"), sink, interactive=False)
        coding = Coding(self._library, lines)
        coding._judge = self._judge
        dialogue = Dialogue(self._conductor, self._library.question, lines, coding)
        dialogue.open()
        finished = dialogue.hold()
        coding.close()
        return finished, sink.getvalue()


@pytest.fixture
def talk(conductor: Conductor, library: Library, judge: FakeJudge) -> Iterator[Talk]:
    yield Talk(conductor, library, judge)
    assert judge.closed


def acts(log: History, conductor: Conductor) -> list[str]:
    return [event["act"] for event in log.events(conductor.session.plan.session)]


def test_it_says_what_to_write_and_how_to_go_on(talk: Talk) -> None:
    _, said = talk()
    assert "Write `double(x)`" in said
    assert "Forbidden: torch.mul." in said
    assert "    def double(x):" in said
    assert "submit FILE" in said


def test_a_file_is_submitted_and_the_oral_question_follows(
    talk: Talk, conductor: Conductor, log: History, judge: FakeJudge, file: Path
) -> None:
    finished, said = talk(f"submit '{file}'", "It is cheap.", "")
    assert judge.runs == [(SOLUTION, False)]
    assert acts(log, conductor)[:3] == ["code", "measured", "answer"]
    assert finished
    assert "One level deeper: Why add?" in said
    assert "Solved after 1 submission." in said


def test_events_are_printed_as_they_come(talk: Talk, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talk(f"submit {file}")
    assert "PASSED: 2 of 2 cases" in capsys.readouterr().out


def test_a_try_counts_for_nothing(talk: Talk, conductor: Conductor, log: History, judge: FakeJudge, file: Path) -> None:
    judge.events = TRY
    assert talk(f"/run {file}")[0] is False
    assert judge.runs == [(SOLUTION, True)]
    assert acts(log, conductor) == []


def test_code_that_fails_can_be_submitted_again(
    talk: Talk, conductor: Conductor, log: History, judge: FakeJudge, file: Path
) -> None:
    judge.events = FAIL
    _, said = talk(f"submit {file}", f"submit {file}")
    assert acts(log, conductor) == ["code", "code"]
    assert "Not solved: 0 of 2 cases pass; it fails at value" in said


def test_requests_are_understood(talk: Talk, conductor: Conductor, log: History) -> None:
    finished, said = talk("hint", "write it for me", "what do you mean?", "skip", "")
    assert finished
    assert "Hint: What is twice a number?" in said
    assert said.count("submit FILE, which") == 3
    assert acts(log, conductor)[:2] == ["hint", "skip"]


def test_a_missing_file_is_told_and_nothing_is_lost(
    talk: Talk, judge: FakeJudge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert talk(f"submit {tmp_path / 'none.py'}")[0] is False
    assert "none.py: cannot be read: No such file or directory" in capsys.readouterr().err
    assert judge.runs == []


def test_what_is_no_fault_of_the_code_does_not_count(
    talk: Talk, conductor: Conductor, log: History, judge: FakeJudge, file: Path
) -> None:
    judge.events = [Verdict("run-1", False, "unavailable", "There is no process to run it in.")]
    talk(f"submit {file}")
    assert acts(log, conductor) == []


def test_quitting_leaves_the_challenge_open(talk: Talk, conductor: Conductor) -> None:
    assert talk("quit")[0] is False
    assert conductor.coding
