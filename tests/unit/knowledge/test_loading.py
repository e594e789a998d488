import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.knowledge.bank import TopicInfo, UnknownQuestionError
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.locating import Locator
from interviewer.knowledge.models import Kind
from interviewer.knowledge.places import Mark
from interviewer.knowledge.reader import REFUSED
from interviewer.text import HARMFUL
from tests.banks import a_point, a_question, a_topic, write_topic


def problems(folder: Path, text: str) -> list[str]:
    """The problems of one topic file, without its name."""
    file = folder / "optics.yaml"
    file.write_text(text, encoding="utf-8")
    return [str(problem).removeprefix(f"{file}:") for problem in load_bank([folder]).problems]


HEADER = "topic: optics\ntitle: Optics\nquestions:\n"
GOOD = """\
  - id: optics.lens
    kind: explain
    level: 2
    prompt: How does a magnifying glass work?
    key_points:
      - id: bends-light
        statement: A lens bends light.
"""


def test_a_question_loads_with_its_place_and_types(tmp_path: Path) -> None:
    (tmp_path / "optics.yaml").write_text(
        HEADER
        + GOOD
        + """\
        weight: 2
    minutes: 1.5
    code: no
    kind: choose
    options:
      - {id: a, text: 012, correct: true}
      - {id: b, text: 1:30, correct: false}
    misconceptions:
      - {id: wrong, statement: null, fatal: true}
""".replace("    kind: choose\n", ""),
        encoding="utf-8",
    )
    bank = load_bank([tmp_path])
    assert bank.problems == ()
    question = bank.question("optics.lens")
    assert question.kind is Kind.EXPLAIN
    assert (question.level, question.minutes, question.key_points[0].weight) == (2, 1.5, 2.0)
    assert question.code == "no"
    assert [(option.text, option.correct) for option in question.options] == [("012", True), ("1:30", False)]
    assert question.misconceptions[0].statement == "null"
    assert question.misconceptions[0].fatal
    assert bank.where("optics.lens") == (str(tmp_path / "optics.yaml"), Mark(4, 5))
    assert bank.topics == (TopicInfo("optics", "Optics", ""),)


WRONG = {
    "unknown field": (
        GOOD + "    keypoints: []\n",
        ["11:5: [optics.lens] keypoints: is not a field here (did you mean 'key_points'?)"],
    ),
    "unknown field of a key point": (
        GOOD + "        parphrases: [x]\n",
        ["11:9: [optics.lens] key_points[0].parphrases: is not a field here (did you mean 'paraphrases'?)"],
    ),
    "unknown field like no other": (
        GOOD + "    zzz: 1\n",
        ["11:5: [optics.lens] zzz: is not a field here"],
    ),
    "missing field": (
        GOOD.replace("    level: 2\n", ""),
        ["4:5: [optics.lens] level: is missing"],
    ),
    "kind": (
        GOOD.replace("explain", "explian"),
        [
            (
                "5:5: [optics.lens] kind: should be one of explain, choose, predict, debug, not 'explian' "
                "(did you mean 'explain'?)"
            )
        ],
    ),
    "tier": (
        GOOD + "        tier: bouns\n",
        ["11:9: [optics.lens] key_points[0].tier: should be one of core, bonus, not 'bouns' (did you mean 'bonus'?)"],
    ),
    "level too high": (
        GOOD.replace("level: 2", "level: 5"),
        ["6:5: [optics.lens] level: should be at most 4, not '5'"],
    ),
    "level in words": (
        GOOD.replace("level: 2", "level: two"),
        ["6:5: [optics.lens] level: should be a whole number, not 'two'"],
    ),
    "endless number": (
        GOOD + "    minutes: " + "9" * 9000 + "\n",
        [f"11:5: [optics.lens] minutes: should be a finite number, not '{'9' * 39}…'"],
    ),
    "no number": (
        GOOD + "        weight: .nan\n",
        ["11:9: [optics.lens] key_points[0].weight: should be a number, not '.nan'"],
    ),
    "infinite number": (
        GOOD + "        weight: inf\n",
        ["11:9: [optics.lens] key_points[0].weight: should be a finite number, not 'inf'"],
    ),
    "truth": (
        GOOD + "    misconceptions: [{id: a, statement: b, fatal: perhaps}]\n",
        ["11:44: [optics.lens] misconceptions[0].fatal: should be true or false, not 'perhaps'"],
    ),
    "colon in a line of text": (
        GOOD + "        hints:\n          - one\n          - two: three\n",
        [
            "13:13: [optics.lens] key_points[0].hints[1]: should be text, not a mapping; quote text that holds `: `",
        ],
    ),
    "text for a list": (
        GOOD + "    skills: lenses\n",
        ["11:5: [optics.lens] skills: should be a list, not 'lenses'"],
    ),
    "nothing for a list": (
        GOOD + "    skills:\n",
        ["11:5: [optics.lens] skills: should be a list, not nothing"],
    ),
    "nothing for text": (
        GOOD.replace("prompt: How does a magnifying glass work?", "prompt:"),
        ["7:5: [optics.lens] prompt: is empty"],
    ),
    "no key point": (
        GOOD[: GOOD.index("    key_points")] + "    key_points: []\n",
        ["8:5: [optics.lens] key_points: is empty"],
    ),
    "a list for a key point": (
        GOOD[: GOOD.index("      - id: bends")] + "      - [a, b]\n",
        ["9:9: [optics.lens] key_points[0]: should be a mapping of fields, not a list of 2"],
    ),
    "name": (
        GOOD.replace("bends-light", "Bends_Light"),
        ["9:9: [optics.lens] key_points[0].id: should be lower-case words joined by hyphens, not 'Bends_Light'"],
    ),
    "id": (
        GOOD.replace("optics.lens", "lens"),
        ["4:5: [lens] id: should be an id `<topic>.<name>`, `optimizers.adam-bias`, not 'lens'"],
    ),
    "id of another topic": (
        GOOD.replace("optics.lens", "sound.lens"),
        ["4:5: warning: [sound.lens] id: should begin with the file's topic, `optics.`"],
    ),
    "question that is text": (
        "  - lens\n",
        ["4:5: [question 1] should be a mapping of fields, not 'lens'"],
    ),
    "dangling contradiction": (
        GOOD + "    misconceptions:\n      - id: a\n        statement: b\n        contradicts: bend-light\n",
        [
            (
                "14:9: [optics.lens] misconceptions[0].contradicts: no key point is called 'bend-light' "
                "(did you mean 'bends-light'?)"
            )
        ],
    ),
    "dangling follow-up": (
        GOOD + "    follow_ups:\n      - ask: And a mirror?\n        when: covred\n",
        ["13:9: [optics.lens] follow_ups[0].when: no key point is called 'covred' (did you mean 'covered'?)"],
    ),
    "dangling labels": (
        GOOD
        + "    examples:\n      - text: x\n        covers: [bends-light, bent]\n"
        + "        misconceptions:\n          - a\n",
        [
            "13:31: [optics.lens] examples[0].covers[1]: no key point is called 'bent'",
            "15:13: [optics.lens] examples[0].misconceptions[0]: no misconception is called 'a'",
        ],
    ),
    "repeated name": (
        GOOD + "      - statement: Again.\n        id: bends-light\n",
        ["12:9: [optics.lens] key_points[1].id: 'bends-light' is used twice"],
    ),
    "choice without options": (
        GOOD.replace("explain", "choose"),
        ["4:5: [optics.lens] options: a choose question needs `options`, exactly one of them correct"],
    ),
    "prediction without outputs": (
        GOOD.replace("explain", "predict"),
        ["4:5: [optics.lens] expected: a predict question needs `expected.outputs`"],
    ),
    "nothing but bonus": (
        GOOD + "        tier: bonus\n",
        ["8:5: [optics.lens] key_points: at least one key point must be core, or nothing makes the score"],
    ),
    "long text": (
        GOOD.replace("How does", "x" * 20_000),
        [f"7:5: [optics.lens] prompt: should have at most 20000 characters, not '{'x' * 39}…'"],
    ),
    "no question": ("  []\n", ["3:1: questions: should be a list of at least one question"]),
    "questions by name": ("  lens: {}\n", ["3:1: questions: should be a list of at least one question"]),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, told: list[str]) -> None:
    assert problems(tmp_path, HEADER + text) == told


def test_a_broken_header_does_not_hide_the_questions(tmp_path: Path) -> None:
    assert problems(tmp_path, "topic: optics\ntitel: Optics\nquestions:\n" + GOOD) == [
        "1:1: title: is missing",
        "2:1: titel: is not a field here (did you mean 'title'?)",
    ]
    bank = load_bank([tmp_path])
    assert [summary.id for summary in bank.summaries] == ["optics.lens"]
    assert bank.topics == (TopicInfo("optics", "optics", ""),)


@pytest.mark.parametrize("root", ["just words", "[1, 2]"])
def test_a_file_that_is_no_mapping_is_told(tmp_path: Path, root: str) -> None:
    assert problems(tmp_path, root) == ["1:1: a topic file is a mapping that begins with `topic:`"]


def test_a_broken_question_or_file_never_hides_the_good_ones(tmp_path: Path) -> None:
    write_topic(tmp_path, a_question(), a_question(id="optics.bad", level=9), a_question(id="optics.mirror"))
    (tmp_path / "broken.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "folder.yaml").mkdir()
    write_topic(tmp_path, a_question(id="sound.pitch"), name="sound.yml", topic="sound")
    bank = load_bank([tmp_path])
    assert [summary.id for summary in bank.summaries] == ["optics.lens", "optics.mirror", "sound.pitch"]
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in bank.problems] == [
        "broken.yaml:1:1: is UTF-16 or UTF-32: save it as UTF-8",
        "folder.yaml: is not a regular file",
        "optics.yaml:20:4: [optics.bad] level: should be at most 4, not '9'",
    ]


def test_twenty_problems_of_a_file_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    write_topic(tmp_path, *(a_question(id=f"optics.q{i}", level=0) for i in range(30)))
    write_topic(tmp_path, a_question(level=0), name="other.yaml")
    told = [str(problem) for problem in load_bank([tmp_path]).problems]
    assert len(told) == 22
    assert told[20] == f"{tmp_path}/optics.yaml: 10 more problems here"
    assert "other.yaml" in told[21]


def test_the_first_of_two_questions_with_one_id_is_kept(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    write_topic(ours, a_question(prompt="Ours?"), a_question(prompt="Ours again?"))
    write_topic(theirs, a_question(prompt="Theirs?"))
    bank = load_bank([ours, theirs])
    assert [question.prompt for question in bank.questions] == ["Ours?"]
    first = f"is used already at {ours}/optics.yaml:5:3; that question is kept"
    assert [str(problem) for problem in bank.problems] == [
        f"{ours}/optics.yaml:18:4: [optics.lens] id: {first}",
        f"{theirs}/optics.yaml:6:4: [optics.lens] id: {first}",
    ]


def test_questions_keep_the_order_of_files_and_positions(tmp_path: Path) -> None:
    write_topic(tmp_path / "topics", a_question(id="b.two"), a_question(id="b.one"), name="b.yaml", topic="b")
    write_topic(tmp_path, a_question(id="a.x"), name="c.yaml", topic="a")
    write_topic(tmp_path / "topics", a_question(id="d.x"), name="a.yaml", topic="d")
    write_topic(tmp_path, a_question(id="hidden.x"), name=".c.yaml", topic="hidden")
    bank = load_bank([tmp_path])
    assert [question.id for question in bank.questions] == ["d.x", "b.two", "b.one", "a.x"]
    assert [topic.id for topic in bank.topics] == ["d", "b", "a"]
    assert bank.problems == ()


def test_a_topic_file_may_be_given_in_place_of_a_folder(tmp_path: Path) -> None:
    file = write_topic(tmp_path, a_question())
    write_topic(tmp_path, a_question(id="optics.other"), name="other.yaml")
    assert [summary.id for summary in load_bank([file]).summaries] == ["optics.lens"]
    assert len(load_bank([file, tmp_path])) == 2
    assert load_bank([file, tmp_path]).problems == ()


def test_folders_that_hold_nothing_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    bank = load_bank([tmp_path / "none", tmp_path / "empty"])
    assert len(bank) == 0
    assert [str(problem) for problem in bank.problems] == [
        f"{tmp_path}/none: cannot be read: No such file or directory",
        f"{tmp_path}/empty: holds no topic files (*.yaml)",
    ]


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        del mode
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    file = write_topic(tmp_path, a_question())
    monkeypatch.setattr(Path, "open", refuse)
    assert [str(problem) for problem in load_bank([tmp_path]).problems] == [
        f"{file}: cannot be read: Permission denied"
    ]


def test_glossaries_are_joined_and_the_common_one_always_applies(tmp_path: Path) -> None:
    common = tmp_path / "common.yaml"
    common.write_text("same: [[bn, batch norm]]\nopposite: [[[up], [down]]]\n", encoding="utf-8")
    bank_folder = tmp_path / "bank"
    write_topic(bank_folder, a_question())
    assert load_bank([bank_folder], glossary=tmp_path / "none.yaml").glossary.same == []
    (bank_folder / "glossary.yaml").write_text("same: [[lens, glass]]\n", encoding="utf-8")
    bank = load_bank([bank_folder], glossary=common)
    assert bank.glossary.same == [["bn", "batch norm"], ["lens", "glass"]]
    assert bank.glossary.opposite == [[["up"], ["down"]]]
    assert load_bank([bank_folder], glossary=bank_folder / "glossary.yaml").glossary.same == [["lens", "glass"]]


def test_a_broken_glossary_or_pack_is_told(tmp_path: Path) -> None:
    write_topic(tmp_path, a_question())
    (tmp_path / "glossary.yaml").write_text("same: [[lonely]]\n", encoding="utf-8")
    (tmp_path / "pack.yaml").write_text("id: mine\nversion: 1\ntitle: Mine\nlicense: MIT\n", encoding="utf-8")
    bank = load_bank([tmp_path])
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in bank.problems] == [
        "glossary.yaml:1:8: same[0]: should have at least 2 items, not a list of 1",
        "pack.yaml:1:1: licence: is missing",
        "pack.yaml:4:1: license: is not a field here (did you mean 'licence'?)",
    ]
    assert len(bank) == 1


def test_a_pack_says_who_made_it(tmp_path: Path) -> None:
    write_topic(tmp_path, a_question())
    (tmp_path / "pack.yaml").write_text("id: mine\nversion: 1.10\ntitle: Mine\nlicence: MIT\n", encoding="utf-8")
    assert [(pack.id, pack.version) for pack in load_bank([tmp_path]).packs] == [("mine", "1.10")]


def test_an_unknown_question_names_the_nearest(tmp_path: Path) -> None:
    write_topic(tmp_path, a_question())
    bank = load_bank([tmp_path])
    assert "optics.lens" in bank
    for look_up in (bank.question, bank.summary, bank.where):
        with pytest.raises(
            UnknownQuestionError, match=r"no question is called 'optics.lense' \(did you mean 'optics.lens'\?\)"
        ):
            look_up("optics.lense")


def test_questions_are_parsed_when_first_asked_for(tmp_path: Path) -> None:
    write_topic(tmp_path, a_question(), a_question(id="optics.mirror"))
    bank = load_bank([tmp_path])
    assert bank.parsed == 0
    assert bank.question("optics.mirror") is bank.question("optics.mirror")
    assert bank.parsed == 1
    assert [question.id for question in bank.questions] == ["optics.lens", "optics.mirror"]


def test_a_field_is_found_in_its_file_again(tmp_path: Path) -> None:
    file = tmp_path / "optics.yaml"
    file.write_text(HEADER + GOOD.replace("lens", "mirror") + GOOD + "    hints_: 1\n" + GOOD, encoding="utf-8")
    bank = load_bank([tmp_path])
    locator = Locator(bank)
    where = ("key_points", 0, "statement")
    assert str(locator.place("optics.lens", where)) == f"{file}:25:9"
    assert str(locator.place("optics.lens", ("key_points", 0, "hints", 2))) == f"{file}:24:9"
    assert str(locator.place("optics.lens")) == f"{file}:19:5"
    text = file.read_text(encoding="utf-8")
    file.write_text("# one line more\n" + text, encoding="utf-8")
    assert Locator(bank).place("optics.lens", where) == bank.where("optics.lens")
    file.unlink()
    assert locator.place("optics.lens", where).mark == Mark(25, 9)
    assert Locator(bank).place("optics.lens", where) == bank.where("optics.lens")


values = st.recursive(
    st.text(max_size=8).filter(lambda text: not REFUSED.search(text))
    | st.sampled_from(["explain", "choose", "2", "true", "bends-light", "a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "kind", "level", "key_points", "statement", "text", "covers"]), inner)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["id", "level", "options", "examples", "key_points", "follow_ups", "expected"]), values
    )
)
def test_whatever_a_question_holds_it_loads_or_is_told(tmp_path: Path, changes: dict[str, Any]) -> None:
    write_topic(tmp_path, a_question(**changes), a_question(id="optics.good"))
    bank = load_bank([tmp_path])
    assert "optics.good" in bank
    assert len(bank) == 2 or bank.problems
    assert not any("\n" in str(problem) or HARMFUL.search(str(problem)) for problem in bank.problems)
    assert len(bank.questions) == len(bank)


FULL = json.dumps(
    a_topic(
        a_question(
            misconceptions=[{"id": "bends-away", "statement": "It bends away.", "contradicts": "bends-light"}],
            follow_ups=[{"ask": "And a prism?", "key_points": [a_point(id="colours")]}],
            examples=[{"text": "σ 😀", "covers": ["bends-light"]}],
        ),
        a_question(id="optics.mirror"),
    ),
    indent=1,
).encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.data())
def test_a_mutated_file_gives_a_bank_and_problems_and_nothing_else(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(FULL)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        with_what = data.draw(
            st.sampled_from([b"", b"\x00", b"[", b"{", b'"', b"\n", b"&a ", b"*a", b"\xff", b"\t", b": ", b"\\", b"!"])
        )
        content[at : at + data.draw(st.integers(0, 3))] = with_what
    (tmp_path / "optics.yaml").write_bytes(bytes(content))
    bank = load_bank([tmp_path])
    assert bank.problems or len(bank) == 2
    assert all(str(problem).startswith(f"{tmp_path}/optics.yaml") for problem in bank.problems)
