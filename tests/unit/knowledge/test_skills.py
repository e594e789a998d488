"""Skills that a pack declares: what may be named, how what may not is told, and what the index says of them."""

import json
from pathlib import Path

import pytest

from interviewer.knowledge.challenges import load_challenges
from interviewer.knowledge.checking import MOST_SKILLS
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.opening import open_bank, open_challenges
from interviewer.knowledge.skills import declared_skills
from interviewer.paths import bundled_bank, user_paths
from tests.banks import a_question, write_topic
from tests.unit.challenges.tasks import DOUBLE, DOUBLE_CASES, write_task

LENSES = {"lenses": "Lenses", "ray-tracing": "Following rays"}


def write_pack(folder: Path, skills: dict[str, str] | None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "pack.yaml"
    pack = {"id": "mine", "version": "1", "title": "Mine", "licence": "MIT"}
    file.write_text(json.dumps(pack | ({} if skills is None else {"skills": skills}), indent=1), encoding="utf-8")
    return file


def write_challenge(folder: Path, skills: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    task = write_task(folder / "double", DOUBLE_CASES, DOUBLE)
    with (task / "challenge.yaml").open("a", encoding="utf-8") as file:
        file.write(f"skills: {skills}\n")
    return task


def test_a_skill_that_the_pack_does_not_declare_is_told_and_its_question_left_out(tmp_path: Path) -> None:
    write_pack(tmp_path, LENSES)
    good = a_question(id="optics.good", skills=["lenses", "ray-tracing"])
    file = write_topic(tmp_path / "topics", a_question(skills=["lenses", "ray-traicng"]), good)
    bank = load_bank([tmp_path])
    line = file.read_text(encoding="utf-8").splitlines().index('    "ray-traicng"') + 1
    assert [str(problem) for problem in bank.problems] == [
        f"{file}:{line}:5: [optics.lens] skills[1]: no skill is called 'ray-traicng' (did you mean 'ray-tracing'?)"
    ]
    assert [summary.id for summary in bank.summaries] == ["optics.good"]


@pytest.mark.parametrize("skills", [None, {}])
def test_a_pack_without_skills_allows_any_phrase(tmp_path: Path, skills: dict[str, str] | None) -> None:
    write_pack(tmp_path, skills)
    write_topic(tmp_path, a_question(skills=["Whatever I like"]))
    bank = load_bank([tmp_path])
    assert (bank.summary("optics.lens").skills, bank.problems) == (("Whatever I like",), ())


def test_the_programs_own_skills_cut_across_topics() -> None:
    bank, challenges = load_bank([bundled_bank()]), load_challenges(bundled_bank() / "challenges")
    assert (bank.problems, challenges.problems) == ((), ())
    tagged = [(summary.id, summary.topic, summary.skills) for summary in bank.summaries]
    tagged += [(one.id, one.challenge.topic, tuple(one.challenge.skills)) for one in challenges]
    for name, _, skills in tagged:
        assert 1 <= len(skills) <= MOST_SKILLS, name
        assert len(set(skills)) == len(skills), name
    assert 16 <= len(bank.skills) <= 24
    for skill in bank.skills:
        topics = [topic for _, topic, skills in tagged if skill in skills]
        assert len(topics) >= 4, skill
        assert len(set(topics)) >= 2, skill


def test_a_folder_is_known_by_any_of_its_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = write_pack(tmp_path / "bank", LENSES)
    write_topic(tmp_path / "bank", a_question(skills=["cooking"]))
    monkeypatch.chdir(tmp_path)
    for folder in (Path("bank"), Path("bank/../bank"), tmp_path / "bank"):
        assert len(load_bank([folder], pack=pack).problems) == 1


def test_each_folder_keeps_to_its_own_pack(tmp_path: Path) -> None:
    """Of two folders read together, one that declares no skills may name what it likes."""
    write_pack(tmp_path / "ours", LENSES)
    write_topic(tmp_path / "ours", a_question(id="optics.ours", skills=["cooking"]))
    write_topic(tmp_path / "theirs", a_question(skills=["cooking"]))
    bank = load_bank([tmp_path / "ours", tmp_path / "theirs"])
    assert [summary.id for summary in bank.summaries] == ["optics.lens"]
    assert len(bank.problems) == 1


def test_a_pack_may_name_the_skills_of_those_before_it(tmp_path: Path) -> None:
    common = write_pack(tmp_path / "common", LENSES)
    write_pack(tmp_path / "mine", {"cooking": "Cooking", "lenses": "Another title"})
    write_topic(tmp_path / "mine", a_question(skills=["cooking", "ray-tracing"]))
    bank = load_bank([tmp_path / "mine"], pack=common)
    assert bank.problems == ()
    assert dict(bank.skills) == {**LENSES, "cooking": "Cooking"}
    assert load_bank([tmp_path / "mine"]).problems != ()
    assert load_bank([tmp_path / "mine"], pack=tmp_path / "none.yaml").problems != ()


@pytest.mark.parametrize(
    ("skills", "says"),
    [
        ({"Lenses": "L"}, "7:3: skills.Lenses: should be lower-case words joined by hyphens, not 'Lenses'"),
        ({"lenses": ""}, "7:3: skills.lenses: is empty"),
        ({"lenses": "x" * 29}, "7:3: skills.lenses: should have at most 28 characters, not 'xxxxxxxxxxxxxxxx"),
        (["lenses"], "6:2: skills: should be a mapping, not a list of 1"),
    ],
)
def test_a_faulty_declaration_is_told(tmp_path: Path, skills: dict[str, str], says: str) -> None:
    file = write_pack(tmp_path, skills)
    write_topic(tmp_path, a_question(skills=["anything"]))
    (told,) = [str(problem).removeprefix(f"{file}:") for problem in load_bank([tmp_path]).problems]
    assert told.startswith(says)
    assert dict(declared_skills(file)) == {}


def test_the_index_gives_the_titles_without_a_question_being_parsed(tmp_path: Path) -> None:
    write_pack(tmp_path / "bank", LENSES)
    write_topic(tmp_path / "bank", a_question(skills=["lenses"]))
    for _ in ("compiled", "from the cache"):
        bank = load_bank([tmp_path / "bank"], cache=tmp_path / "cache")
        assert list(bank.skills.items()) == list(LENSES.items())
        assert bank.parsed == 0
    write_pack(tmp_path / "bank", {"lenses": "Glass"})
    assert dict(load_bank([tmp_path / "bank"], cache=tmp_path / "cache").skills) == {"lenses": "Glass"}


def test_a_challenge_may_name_only_the_skills_of_the_pack_beside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "challenges"
    task = write_challenge(folder, "[lenses, lensse]")
    line = len((task / "challenge.yaml").read_text(encoding="utf-8").splitlines())
    assert list(load_challenges(folder).folders) == ["double"], "no pack declares any"
    write_pack(tmp_path, LENSES)
    read = load_challenges(folder)
    assert [str(problem) for problem in read.problems] == [
        f"{task}/challenge.yaml:{line}:18: [double] skills[1]: no skill is called 'lensse' (did you mean 'lenses'?)"
    ]
    assert len(read) == 0
    assert list(load_challenges(folder, shared=["lensse"]).folders) == ["double"]


def test_a_users_pack_may_name_the_programs_skills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    monkeypatch.setattr("interviewer.knowledge.opening.bundled_bank", lambda: tmp_path / "own")
    write_pack(tmp_path / "own", LENSES)
    write_topic(tmp_path / "own", a_question(skills=["lenses"]))
    write_challenge(tmp_path / "own" / "challenges", "[ray-tracing]")
    mine = tmp_path / "mine"
    write_pack(mine, {"cooking": "Cooking"})
    write_topic(mine / "topics", a_question(skills=["lenses", "cooking"]))
    write_challenge(mine / "challenges", "[ray-tracing, cooking]")
    bank, challenges = open_bank(user_paths(), mine), open_challenges(user_paths(), mine)
    assert (bank.problems, len(bank)) == ((), 1)
    assert (challenges.problems, len(challenges)) == ((), 1)
    assert list(bank.skills) == ["lenses", "ray-tracing", "cooking"]
    assert open_bank(user_paths()).problems == open_challenges(user_paths()).problems == ()
