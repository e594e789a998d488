from pathlib import Path
from typing import Any

import pytest

from interviewer.knowledge.checking import check_bank, faults, gaps, near_duplicates
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.models import Question
from interviewer.knowledge.places import dotted
from interviewer.knowledge.problems import Severity
from interviewer.knowledge.template import topic_template
from interviewer.knowledge.wording import stems
from tests.banks import a_point, a_question, write_topic


def found(**changes: Any) -> list[str]:
    return [f"{dotted(where)}: {message}" for where, message in faults(Question.model_validate(a_question(**changes)))]


def found_in_point(**changes: Any) -> list[str]:
    return found(key_points=[a_point(**changes)])


def test_a_plain_question_has_no_fault() -> None:
    assert found() == []


def test_a_hint_may_not_hold_the_words_that_are_sought() -> None:
    concepts = [["bend", "refracted"], ["focal point"]]
    assert found_in_point(concepts=concepts, hints=["Where do the rays go?"]) == []
    assert found_in_point(concepts=concepts, hints=["Look.", "Is the light bending, and is there a point?"]) == [
        "key_points[0].hints[1]: gives away what is asked for: bend, point"
    ]


def test_a_hint_may_repeat_the_prompt_and_stop_words() -> None:
    assert found_in_point(concepts=[["the glasses", "lens of it"]], hints=["What is it of the glass?"]) == []


def test_a_directed_prompt_may_not_hold_its_answer() -> None:
    prompt = {"ask": "Does the light bend or bounce?", "accept": ["bends", "it bends inwards"]}
    assert found_in_point(prompt=prompt) == ["key_points[0].prompt.accept[0]: 'bends' stands in `ask` already"]


def test_a_concept_group_needs_words_of_its_own() -> None:
    assert found_in_point(concepts=[["light"], ["the", "is not"], ["magnifying glass", "work"], ["glass", "lens"]]) == [
        "key_points[0].concepts[1]: holds nothing but stop words",
        ("key_points[0].concepts[2]: is satisfied by the prompt's own words, so an echo of the question would earn it"),
    ]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("the loss $L$ grows", "$L$"),
        ("so $\\sigma^2$ is", "$\\sigma^2$"),
        ("$$x$$", "$$"),
        (r"\frac{a}{b}", r"\frac"),
        (r"use \sqrt2", r"\sqrt"),
        (r"\(x\)", r"\("),
        ("x<sub>i</sub>", "<sub>"),
        ("one<br/>two", "<br/>"),
        ('<a href="x">y</a>', '<a href="x">'),
        ("a &lt; b", "&lt;"),
    ],
)
def test_what_a_terminal_cannot_show_is_told(text: str, sign: str) -> None:
    advice = "write plain Unicode, σ² or ∂L/∂w, or put code in backticks"
    assert found(prompt=text) == [f"prompt: a terminal cannot show {sign!r}: {advice}"]
    assert found_in_point(statement=text)[0].startswith("key_points[0].statement: a terminal cannot show")


@pytest.mark.parametrize(
    "text",
    [
        "echo $HOME and $PATH",
        "PYTHONPATH=$HOME/lib:$PATH",
        "${A}/${B}",
        "it costs $5 or $6",
        "a line ends in \\n or \\r\\n",
        r"C:\new\table",
        "σ² = Σ(x − μ)²/n, ∂L/∂w, √2",
        "a < b and c > d, x <- y, List<int>",
        "R&D; AT&T",
        "`$x$` and `<b>` and `\\frac`",
        "```\nprice = '$a$'\n<div>\n```",
        "[batch] of [tokens] [/x] [@click=app.quit]",
    ],
)
def test_what_a_terminal_can_show_is_left_alone(text: str) -> None:
    assert found(prompt=text) == []


def test_code_and_examples_are_not_read_as_prose() -> None:
    assert found(code="print('$x$')  # <b>", examples=[{"text": "$x$ <b>"}], sources=["https://x.org/$a$"]) == []


def test_a_bare_question_is_told_what_it_lacks() -> None:
    question = Question.model_validate(
        a_question(
            kind="choose",
            options=[{"id": "a", "text": "x", "correct": True, "why": "y"}, {"id": "b", "text": "z"}],
            misconceptions=[{"id": "m", "statement": "n", "probe": "o?"}],
        )
    )
    assert [f"{dotted(where)}: {message}" for where, message in gaps(question)] == [
        "key_points: 2 to 6 are wanted, not 1",
        "key_points[0].paraphrases: at least 3 wanted, none given",
        "key_points[0].concepts: at least 1 wanted, none given",
        "key_points[0].hints: at least 2 wanted, none given",
        "misconceptions: at least 2 wanted, 1 given",
        "misconceptions[0].correction: is missing",
        "misconceptions[0].paraphrases: is missing",
        "options[1].why: is missing",
        "model_answer: is missing",
        "follow_ups: at least 1 wanted, none given",
        "examples: at least 3 wanted, none given",
        "sources: at least 1 wanted, none given",
        "skills: 1 to 3 are wanted, not 0",
    ]


def test_a_question_is_practice_in_one_to_three_skills() -> None:
    def of_skills(*skills: str) -> list[str]:
        question = Question.model_validate(a_question(skills=list(skills)))
        return [message for where, message in gaps(question) if where == ("skills",)]

    assert of_skills("a") == of_skills("a", "b", "c") == []
    assert of_skills("a", "b", "c", "d") == ["1 to 3 are wanted, not 4"]
    assert found(skills=["a", "b", "a"]) == ["skills[2]: 'a' is named twice"]


def test_gaps_are_warnings_and_errors_when_strict(tmp_path: Path) -> None:
    file = write_topic(tmp_path, a_question())
    bank = load_bank([tmp_path])
    assert {problem.severity for problem in check_bank(bank)} == {Severity.WARNING}
    assert {problem.severity for problem in check_bank(bank, strict=True)} == {Severity.ERROR}
    assert str(check_bank(bank)[0]) == f"{file}:10:4: warning: [optics.lens] key_points: 2 to 6 are wanted, not 1"


def test_a_prerequisite_must_exist(tmp_path: Path) -> None:
    file = write_topic(
        tmp_path, a_question(prerequisites=["optics.mirror", "optics.miror"]), a_question(id="optics.mirror")
    )
    told = [str(problem) for problem in check_bank(load_bank([tmp_path])) if problem.severity is Severity.ERROR]
    advice = "no question is called 'optics.miror' (did you mean 'optics.mirror'?)"
    assert told == [f"{file}:18:5: [optics.lens] prerequisites[1]: {advice}"]


def test_what_did_not_load_is_told_too(tmp_path: Path) -> None:
    write_topic(tmp_path, a_question(), a_question(id="optics.bad", level=9))
    assert "level: should be at most 4" in str(check_bank(load_bank([tmp_path]))[0])


def test_prompts_that_read_the_same_are_told(tmp_path: Path) -> None:
    write_topic(
        tmp_path,
        a_question(prompt="Why does batch normalization use running statistics at inference?"),
        a_question(id="optics.twin", prompt="Why does batch normalisation use running statistics in inference?"),
        a_question(id="optics.mirror", prompt="Why does dropout use random masks?"),
        a_question(id="optics.copy", prompt="Why does dropout use random masks?"),
        a_question(id="optics.shown", prompt="What is printed?", code="print(1)"),
        a_question(id="optics.other-code", prompt="What is printed?", code="import torch; torch.arange(6).view(2, 3)"),
    )
    bank = load_bank([tmp_path])
    told = [problem for problem in check_bank(bank) if "nearly the same" in problem.message]
    assert [problem.question for problem in told] == ["optics.copy", "optics.twin"]
    assert told[1].message == f"asks nearly the same as optics.lens at {bank.where('optics.lens')}"
    assert told[0].severity is Severity.WARNING


def test_a_large_bank_of_one_question_is_checked_in_good_time(tmp_path: Path) -> None:
    same = [a_question(id=f"optics.a{i}") for i in range(1_000)]
    alike = [a_question(id=f"optics.b{i}", prompt=f"How does lens {i} work?") for i in range(1_000)]
    write_topic(tmp_path, *same, *alike)
    pairs = list(near_duplicates(load_bank([tmp_path]).questions))
    assert len(pairs) == 999
    assert {earlier for _, earlier in pairs} == {"optics.a0"}


def test_stems_bring_forms_together_and_drop_stop_words() -> None:
    assert stems("The gradients are normalized; σ² and √n") == stems("gradient normalizing σ² √n")
    assert stems("what is the of it") == frozenset()


def test_the_template_of_a_new_topic_has_no_error(tmp_path: Path) -> None:
    file = tmp_path / "new-topic.yaml"
    file.write_text(topic_template("new-topic", str(file)), encoding="utf-8")
    bank = load_bank([tmp_path])
    assert [summary.id for summary in bank.summaries] == ["new-topic.first-question"]
    assert [problem for problem in check_bank(bank) if problem.severity is Severity.ERROR] == []
    uncommented = file.read_text(encoding="utf-8").split("questions:")[1].replace("    # ", "    ")
    assert all(f"{field}:" in uncommented for field in ("misconceptions", "follow_ups", "model_answer", "sources"))
