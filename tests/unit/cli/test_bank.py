import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interviewer import __version__
from interviewer.cli.app import app
from tests.banks import a_point, a_question, write_topic

FULL = a_question(
    kind="choose",
    prompt="Which lens magnifies σ?",
    code="print('x')",
    options=[{"id": "a", "text": "convex", "correct": True, "why": "it converges"}, {"id": "b", "text": "concave"}],
    key_points=[
        a_point(
            concepts=[["bends", "refracts"]],
            paraphrases=["light is refracted"],
            hints=["Think of rays."],
            prompt={"ask": "What is a ray of?", "accept": ["light"]},
        ),
        a_point(id="upright", statement="The image is upright.", tier="bonus", weight=2),
    ],
    misconceptions=[
        {
            "id": "bigger-light",
            "statement": "It makes light bigger.",
            "contradicts": "bends-light",
            "fatal": True,
            "probe": "How big is light?",
            "correction": "Light has no size.",
        }
    ],
    clarifications=[{"ask": ["which glass"], "answer": "Any."}],
    follow_ups=[{"ask": "And a prism?", "key_points": [a_point(id="colours", statement="It splits colours.")]}],
    model_answer="It bends light.",
    skills=["lenses"],
    sources=["seed:1"],
    examples=[
        {"text": "A lens bends light towards its axis.", "covers": ["bends-light"]},
        {"text": "I have no idea.", "misses": ["bends-light"]},
    ],
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("INTERVIEWER_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "200")
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    write_topic(
        folder, FULL, a_question(id="optics.mirror", level=3, minutes=1.5, prompt="What is a mirror?\nSay why.")
    )
    return folder


def run(*words: str | Path) -> tuple[int, str, str]:
    """Return the exit status, standard output and standard error."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_list_prints_a_line_a_question(folder: Path) -> None:
    assert run("bank", "list", "--bank", folder) == (
        0,
        (
            "optics.lens    choose   level 2  Which lens magnifies σ?\n"
            "optics.mirror  explain  level 3  What is a mirror?\n"
        ),
        "",
    )
    assert run("bank", "list", "--bank", folder, "--level", "3")[1].startswith("optics.mirror")
    assert run("bank", "list", "--bank", folder, "--topic", "optics")[1].count("\n") == 2


def test_list_by_skill(folder: Path) -> None:
    listed = run("bank", "list", "--bank", folder, "--skill", "lenses")
    assert listed == (0, "optics.lens  choose   level 2  Which lens magnifies σ?\n", "")
    assert run("bank", "list", "--bank", folder, "--skill", "lenses", "--level", "3") == (0, "", "")
    told = "interviewer: no skill is called 'lense' (did you mean 'lenses'?)\n"
    assert run("bank", "list", "--bank", folder, "--skill", "lense") == (1, "", told)


def test_list_as_json_is_an_array_of_objects(folder: Path) -> None:
    status, out, err = run("bank", "list", "--bank", folder, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)[0] == {
        "id": "optics.lens",
        "topic": "optics",
        "kind": "choose",
        "level": 2,
        "minutes": 3.0,
        "title": "Which lens magnifies σ?",
        "skills": ["lenses"],
        "sources": ["seed:1"],
        "place": f"{folder}/optics.yaml:5:3",
    }


def test_the_bundled_bank_and_the_users_topics_are_read_together(home: Path) -> None:
    write_topic(home / "data" / "topics", a_question(), a_question(id="normalization.train-eval"))
    status, out, err = run("bank", "list", "--json")
    ids = [row["id"] for row in json.loads(out)]
    assert status == 0
    assert len(ids) == len(set(ids)) > 60
    assert ids[-1] == "optics.lens"
    assert err.endswith(" in the bank; `interviewer bank check` shows what and where\n")
    clash = [line for line in run("bank", "check")[1].splitlines() if "is used already" in line]
    assert len(clash) == 1
    assert clash[0].startswith(
        f"{home}/data/topics/optics.yaml:18:4: [normalization.train-eval] id: is used already at /"
    )
    assert "normalization.yaml:" in clash[0]


def test_an_unknown_topic_names_the_nearest(folder: Path) -> None:
    assert run("bank", "list", "--bank", folder, "--topic", "optic") == (
        1,
        "",
        "interviewer: no topic is called 'optic' (did you mean 'optics'?)\n",
    )


@pytest.mark.parametrize("command", ["list", "check", "test", "stats"])
def test_a_bank_without_questions_is_told(tmp_path: Path, command: str) -> None:
    nowhere = tmp_path / "nowhere"
    assert run("bank", command, "--bank", nowhere) == (
        1,
        "",
        f"{nowhere}: cannot be read: No such file or directory\ninterviewer: there is no question in {nowhere}\n",
    )


def test_show_tells_everything(folder: Path) -> None:
    status, out, err = run("bank", "show", "optics.lens", "--bank", folder)
    assert (status, err) == (0, "")
    assert (
        out
        == f"""\
optics.lens
choose, level 2, 3 minutes
{folder}/optics.yaml:5:3
  skills: lenses
  sources: seed:1

Which lens magnifies σ?

    print('x')
  (a) convex  <- correct
      why: it converges
  (b) concave

KEY POINTS
- bends-light (core): A lens bends light towards its axis.
  any of: bends, refracts
  or: light is refracted
  hint: Think of rays.
  prompt: What is a ray of? [light]
- upright (bonus, weight 2): The image is upright.

MISCONCEPTIONS
- bigger-light (against bends-light, fatal): It makes light bigger.
  probe: How big is light?
  correction: Light has no size.

FOLLOW-UP (covered)
And a prism?
- colours (core): It splits colours.

IF ASKED ABOUT which glass
Any.

MODEL ANSWER
It bends light.

EXAMPLE 1
A lens bends light towards its axis.
  covers: bends-light

EXAMPLE 2
I have no idea.
  misses: bends-light
"""
    )


def test_show_of_an_unknown_question_names_the_nearest(folder: Path) -> None:
    assert run("bank", "show", "optics.miror", "--bank", folder) == (
        1,
        "",
        "interviewer: no question is called 'optics.miror' (did you mean 'optics.mirror'?)\n",
    )


def test_check_fails_on_errors_and_passes_on_warnings(folder: Path) -> None:
    status, out, err = run("bank", "check", "--bank", folder)
    assert (status, err) == (0, "")
    assert out.endswith("2 questions in 1 topic: 0 errors, 18 warnings\n")
    assert out.count("warning: [optics.mirror]") == 10
    status, out, _ = run("bank", "check", "--bank", folder, "--strict")
    assert status == 1
    assert out.endswith("2 questions in 1 topic: 18 errors, 0 warnings\n")
    file = write_topic(folder, a_question(id="sound.pitch", levle=2), name="sound.yaml", topic="sound")
    status, out, _ = run("bank", "check", "--bank", folder)
    assert status == 1
    assert out.splitlines()[-2] == f"{file}:16:4: [sound.pitch] levle: is not a field here (did you mean 'level'?)"
    assert out.endswith(": 1 error, 18 warnings\n")


def test_check_shows_errors_before_warnings_and_twenty_a_file(tmp_path: Path) -> None:
    questions = [a_question(id=f"optics.q{i}", prompt=f"Question {'abcdefgh'[i]}?") for i in range(8)]
    questions[-1]["prerequisites"] = ["optics.none"]
    file = write_topic(tmp_path / "bank", *questions)
    _, out, _ = run("bank", "check", "--bank", tmp_path / "bank")
    lines = out.splitlines()
    assert "no question is called 'optics.none'" in lines[0]
    assert len(lines) == 22
    assert lines[20].startswith(f"{file}: warning: ")
    assert lines[20].endswith("more problems here")


def test_test_grades_the_examples(folder: Path) -> None:
    status, out, err = run("bank", "test", "--bank", folder)
    assert (status, err) == (0, "")
    assert out == (
        "100%  optics.lens  (2 of 2 labels)\n"
        "   -  optics.mirror  (0 of 0 labels)\n"
        "100.0% of 2 labels agree; 0 questions below 70%\n"
    )


def test_test_shows_where_labels_and_grades_differ(tmp_path: Path) -> None:
    wrong = FULL | {
        "examples": [
            {"text": "Bananas are yellow.", "covers": ["bends-light"], "misconceptions": ["bigger-light"]},
            {"text": "A lens bends light towards its axis.", "misses": ["bends-light"]},
        ]
    }
    file = write_topic(tmp_path, wrong)
    status, out, _ = run("bank", "test", "optics.lens", "--bank", tmp_path)
    assert status == 1
    number = {
        name: file.read_text(encoding="utf-8").splitlines().index(f'     "{name}": [') + 2
        for name in ("covers", "misses", "misconceptions")
    }
    assert out.splitlines() == [
        "  0%  optics.lens  (0 of 3 labels)",
        f"      {file}:{number['covers']}:7: bends-light should be covered, is miss",
        f"      {file}:{number['misconceptions']}:7: bigger-light should be a misconception, is not seen",
        f"      {file}:{number['misses']}:7: bends-light should be missed, is hit",
        "0.0% of 3 labels agree; 1 question below 70%",
    ]
    assert run("bank", "test", "--bank", tmp_path, "--threshold", "0")[0] == 0


def test_test_of_an_unknown_question_names_the_nearest(folder: Path) -> None:
    status, out, err = run("bank", "test", "optics.lenz", "--bank", folder)
    assert (status, out) == (1, "")
    assert err == "interviewer: no question is called 'optics.lenz' (did you mean 'optics.lens'?)\n"


@pytest.fixture
def two_topics(tmp_path: Path, folder: Path) -> Path:
    """A bank without the program's skills, so that only its own are counted."""
    write_topic(folder, a_question(id="sound.pitch", skills=["lenses", "pipes"]), name="sound.yaml", topic="sound")
    own = tmp_path / "program"
    own.mkdir()
    (own / "pack.yaml").write_text(
        "{id: mine, version: 1, title: Mine, licence: MIT, skills: {rays: Rays, lenses: Lenses}}", encoding="utf-8"
    )
    return folder


def test_stats_counts_by_topic_by_skill_and_by_level(two_topics: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewer.knowledge.opening.bundled_bank", lambda: two_topics.parent / "program")
    assert run("bank", "stats", "--bank", two_topics)[1].splitlines() == [
        "topic   level 1  level 2  level 3  level 4      all  minutes",
        "optics        0        1        1        0        2        4",
        "sound         0        1        0        0        1        3",
        "all           0        2        1        0        3        8",
        "",
        "skill   level 1  level 2  level 3  level 4      all  minutes",
        "rays          0        0        0        0        0        0",
        "lenses        0        2        0        0        2        6",
        "pipes         0        1        0        0        1        3",
        "all           0        2        1        0        3        8",
    ]
    counted = json.loads(run("bank", "stats", "--bank", two_topics, "--json")[1])
    assert counted["topics"][0] == {"id": "optics", "title": "Optics", "levels": [0, 1, 1, 0], "minutes": 4.5}
    assert counted["skills"][1:] == [
        {"id": "lenses", "title": "Lenses", "levels": [0, 2, 0, 0], "minutes": 6.0},
        {"id": "pipes", "title": "pipes", "levels": [0, 1, 0, 0], "minutes": 3.0},
    ]


def test_a_bank_of_one_topic_and_no_skill_has_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewer.knowledge.opening.bundled_bank", lambda: tmp_path / "none")
    write_topic(tmp_path / "bank", a_question())
    assert run("bank", "stats", "--bank", tmp_path / "bank")[1].count("\n") == 3


def test_new_writes_a_file_that_checks_and_tests_and_never_overwrites(home: Path, tmp_path: Path) -> None:
    file = home / "data" / "topics" / "image-retrieval.yaml"
    assert run("bank", "new", "image-retrieval") == (
        0,
        f"{file} is written; `interviewer bank check --bank {file}` checks it\n",
        "",
    )
    assert run("bank", "check", "--bank", file)[0] == 0
    assert run("bank", "test", "--bank", file)[0] == 0
    written = file.read_bytes()
    status, out, err = run("bank", "new", "image-retrieval")
    assert (status, out) == (1, "")
    assert err == f"interviewer: {file} exists already and was left as it is\n"
    assert file.read_bytes() == written
    own = tmp_path / "my topic.yaml"
    assert run("bank", "new", "image-retrieval", "--file", own)[0] == 0
    assert f"--bank '{own}'" in own.read_text(encoding="utf-8")


def test_new_refuses_a_bad_name_and_a_bad_place(tmp_path: Path) -> None:
    status, _, err = run("bank", "new", "../Evil")
    assert status == 1
    assert err == (
        "interviewer: a topic's id is lower-case words joined by hyphens, `image-retrieval`, not '../Evil'\n"
    )
    missing = tmp_path / "missing" / "a.yaml"
    status, _, err = run("bank", "new", "a", "--file", missing)
    assert (status, err) == (1, f"interviewer: {missing}: cannot be written: No such file or directory\n")


def test_schema_describes_a_topic_file() -> None:
    schema = json.loads(run("bank", "schema")[1])
    assert schema["required"] == ["topic", "title"]
    assert set(schema["$defs"]["Question"]["required"]) == {"id", "kind", "level", "prompt", "key_points"}
    names, any_phrase = schema["$defs"]["Question"]["properties"]["skills"]["items"]["anyOf"]
    assert "numerical-stability" in names["enum"]
    assert any_phrase["type"] == "string"


def test_completion_offers_ids_topics_and_skills() -> None:
    from interviewer.cli.common import question_ids, skill_ids, topic_ids

    assert "normalization.train-eval" in question_ids("normalization.tr")
    assert topic_ids("normaliz") == ["normalization"]
    assert skill_ids("numer") == ["numerical-stability"]
    assert question_ids("zzz") == []


def test_version() -> None:
    assert run("--version") == (0, f"interviewer {__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (["bnak"], "'bank'"),
        (["bank", "lst"], "'list'"),
        (["bank", "list", "--jsn"], "--json"),
        (["--versio"], "--version"),
    ],
)
def test_an_unknown_word_is_wrong_usage_and_names_the_nearest(words: list[str], nearest: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert nearest in err.splitlines()[-1]


@pytest.mark.parametrize("words", [["bank", "list", "--level", "9"], ["bank", "show"], ["bank", "list", "--bank"]])
def test_wrong_usage_exits_with_2(words: list[str]) -> None:
    assert run(*words)[0] == 2
