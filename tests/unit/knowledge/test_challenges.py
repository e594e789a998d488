"""Folders of challenges: what loads, what is told, and that the topics beside them do not mind."""

from pathlib import Path

import pytest

from interviewer.knowledge.challenges import ChallengeFolder, UnknownChallengeError, load_challenge, load_challenges
from interviewer.knowledge.loading import load_bank
from interviewer.paths import bundled_bank
from tests.banks import a_question, write_topic
from tests.unit.challenges.tasks import DOUBLE, DOUBLE_CASES, write_task


def told(folder: Path) -> list[str]:
    loaded = load_challenge(folder)
    assert isinstance(loaded, list)
    return [str(problem).removeprefix(f"{folder}/") for problem in loaded]


def write_yaml(folder: Path, old: str, new: str) -> None:
    file = folder / "challenge.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def task(tmp_path: Path) -> Path:
    return write_task(tmp_path / "double", DOUBLE_CASES, DOUBLE)


def test_the_programs_own_challenges_load() -> None:
    read = load_challenges(bundled_bank() / "challenges")
    assert not read.problems
    assert "softmax" in read.folders
    assert all(len(one.challenge.hints) == 3 for one in read)


def test_what_is_left_out_has_a_default(task: Path) -> None:
    loaded = load_challenge(task)
    assert isinstance(loaded, ChallengeFolder)
    limits = loaded.challenge.limits
    assert (limits.seconds, limits.memory_mb, limits.output_kb) == (10, 2048, 8192)
    assert loaded.challenge.device == "any"
    assert loaded.solution == DOUBLE
    assert loaded.wrong == ()


def test_a_forbidden_thing_is_a_name_or_a_name_with_its_reason(task: Path) -> None:
    write_yaml(task, "hints:", "forbidden: [torch.add, {name: numpy, why: No.}]\nhints:")
    loaded = load_challenge(task)
    assert isinstance(loaded, ChallengeFolder)
    assert [(one.name, one.why) for one in loaded.challenge.forbidden] == [("torch.add", None), ("numpy", "No.")]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("level: 1", "level: 5", "challenge.yaml:5:1: [double] level: should be at most 4, not '5'"),
        ("level: 1", "levle: 1", "challenge.yaml:5:1: [double] levle: is not a field here (did you mean 'level'?)"),
        ("[one, two, three]", "[one]", "challenge.yaml:9:1: [double] hints: should have at least 3 items, not a list"),
        ("entry: [f]", "entry: []", "challenge.yaml:8:1: [double] entry: is empty"),
        ("id: double", "id: single", "challenge.yaml:2:1: id: should be the folder's name, 'double', not 'single'"),
        (
            "hints:",
            "follow_ups: [{when: later, ask: Why?}]\nhints:",
            "challenge.yaml:9:15: [double] follow_ups[0].when: a challenge's follow-ups are asked after a pass",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(task: Path, old: str, new: str, says: str) -> None:
    write_yaml(task, old, new)
    assert any(line.startswith(says) for line in told(task)), told(task)


def test_a_missing_file_is_told(task: Path) -> None:
    (task / "solution.py").unlink()
    assert told(task) == ["solution.py: is missing"]


def test_one_bad_challenge_hides_no_good_one(task: Path) -> None:
    bad = write_task(task.parent / "bad", DOUBLE_CASES, DOUBLE)
    (bad / "challenge.yaml").write_text("id: [", encoding="utf-8")
    (task.parent / "__pycache__").mkdir()
    read = load_challenges(task.parent)
    assert list(read.folders) == ["double"]
    assert len(read.problems) == 1
    with pytest.raises(UnknownChallengeError, match="no challenge is called 'duoble' \\(did you mean 'double'\\?\\)"):
        read.find("duoble")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    read = load_challenges(tmp_path / "nowhere")
    assert [problem.message for problem in read.problems] == ["cannot be read: No such file or directory"]


def test_challenges_beside_the_topics_are_no_topics(tmp_path: Path) -> None:
    write_topic(tmp_path, a_question(id="optics.one"))
    (tmp_path / "challenges").mkdir()
    write_task(tmp_path / "challenges" / "double", DOUBLE_CASES, DOUBLE)
    bank = load_bank([tmp_path])
    assert ([summary.id for summary in bank.summaries], bank.problems) == (["optics.one"], ())
