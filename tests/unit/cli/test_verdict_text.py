"""Verdicts as plain text, on the made-up bank of the interview tests."""

import pytest

from interviewer.cli.verdict_text import debrief_text, minutes_and_seconds, percent, verdict_text
from interviewer.interview.conductor import Conductor
from interviewer.interview.debrief import QuestionReport, debrief, report
from interviewer.interview.events import Act, Mode
from interviewer.text import HARMFUL
from tests.unit.interview.support import BARE, CHOICE, DROPOUT, FULL, HALF, WRONG, lookup, start


def verdict(conductor: Conductor, width: int = 80) -> str:
    return verdict_text(_report(conductor), width)


def _report(conductor: Conductor) -> QuestionReport:
    round_ = conductor.session.rounds[0]
    return report(round_, lookup(round_.question))


def section(text: str, heading: str) -> str:
    """Return what stands below a heading."""
    return text.split(f"\n\n{heading}\n")[1].split("\n\n", maxsplit=1)[0]


def test_each_key_point_has_its_mark_and_the_words_that_earned_it() -> None:
    conductor = start(DROPOUT, mode=Mode.PRACTICE)
    conductor.submit(HALF)
    conductor.act(Act.SKIP)
    text = verdict(conductor)
    assert text.startswith("Score: 67%. 1 of 2 core points")
    assert section(text, "Covered").startswith("  ✓ covered: It zeroes random units.\n    you said: “It zeroes random")
    assert section(text, "Missing").startswith("  ✗ missing: It is off at test time.")
    assert section(text, "Beyond the core") == "  - The units that are left are scaled up."
    assert "\n\nMistaken" not in text


def test_a_mistake_comes_with_its_correction() -> None:
    conductor = start(DROPOUT, mode=Mode.PRACTICE)
    conductor.submit(WRONG)
    conductor.act(Act.SKIP)
    mistaken = section(verdict(conductor), "Mistaken")
    assert "⚠ contradicted: It is off at test time." in mistaken
    assert "⚠ mistaken: Dropout is at work at test time too." in mistaken
    assert "    → It is off at test time." in mistaken
    assert mistaken.count("you said: “Dropout is always at work") == 2


def test_a_mistake_set_right_is_said_to_be() -> None:
    conductor = start(DROPOUT, mode=Mode.PRACTICE)
    conductor.submit(WRONG)
    conductor.submit("No: it is at work in training only")
    conductor.act(Act.SKIP)
    text = verdict(conductor)
    assert "  ✓ set right: Dropout is at work at test time too." in section(text, "Mistaken")


def test_help_and_the_first_answer_alone_are_told() -> None:
    conductor = start(DROPOUT, mode=Mode.PRACTICE)
    conductor.submit(HALF)
    conductor.submit("in training only")
    text = verdict(conductor)
    assert "Your first answer alone: 67%." in text
    assert "It is off at test time." in section(text, "Covered")
    assert "    You had a hint." in section(text, "Covered")


def test_the_deeper_question_is_quoted_from_its_own_answer() -> None:
    conductor = start(DROPOUT, mode=Mode.PRACTICE)
    conductor.submit(FULL)
    conductor.submit("it is like an ensemble")
    assert "you said: “it is like an ensemble”" in section(verdict(conductor), "One level deeper")


def test_options_say_why() -> None:
    question = CHOICE.model_copy(
        update={"options": [option.model_copy(update={"why": f"Because {option.id}."}) for option in CHOICE.options]}
    )
    conductor = start(question, mode=Mode.PRACTICE, find=lambda _: question)
    conductor.act(Act.SKIP)
    text = verdict_text(report(conductor.session.rounds[0], question), 80)
    assert section(text, "Options") == "  ✓ (bn) Batch norm Because bn.\n  ✗ (ln) Layer norm Because ln."


def test_a_model_answer_stands_last() -> None:
    question = BARE.model_copy(update={"model_answer": "One **pass**:\n\n- over\n- all."})
    conductor = start(question, mode=Mode.PRACTICE, find=lambda _: question)
    conductor.act(Act.SKIP)
    text = verdict_text(report(conductor.session.rounds[0], question), 80)
    assert text.endswith("A model answer\n  One **pass**:\n\n  - over\n  - all.")


def test_hostile_words_are_quoted_as_text() -> None:
    conductor = start(DROPOUT, mode=Mode.PRACTICE)
    conductor.submit("[@click=app.quit] zeroes \x1b[31munits\x07 \u202elist[int] [/x] a[i]")
    conductor.act(Act.SKIP)
    text = verdict(conductor)
    assert "“[@click=app.quit] zeroes [31munits list[int] [/x] a[i]”" in text
    assert not HARMFUL.search(text)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_lines_keep_to_the_width(width: int) -> None:
    conductor = start(DROPOUT, mode=Mode.PRACTICE)
    conductor.submit(WRONG)
    conductor.act(Act.SKIP)
    longest = max(len(line) for line in verdict(conductor, width).split("\n"))
    # A hanging word longer than what is left of a narrow line sticks out by itself.
    assert longest <= max(width, 40)


def test_the_debrief_of_an_interview_holds_each_answer_and_verdict() -> None:
    conductor = start(DROPOUT, BARE, mode=Mode.INTERVIEW)
    conductor.submit("It zeroes\nrandom units")
    conductor.act(Act.SKIP)
    conductor.act(Act.SKIP)
    text = debrief_text(debrief(conductor.session, lookup), 80, verdicts=True)
    assert text.startswith("Debrief: 33%. 2 questions scored in 0:00 minutes.")
    assert "\n1. 67%, skipped: What does dropout do?\n" in text
    assert "Your answer:\n  It zeroes\n  random units\n" in text
    assert "\n2. 0%, skipped: What is an epoch?\n" in text
    assert text.count("\nScore: ") == 2
    assert text.endswith("Worth another look: demo.bare")


def test_the_debrief_of_practice_is_a_list() -> None:
    conductor = start(DROPOUT, mode=Mode.PRACTICE)
    conductor.act(Act.FINISH)
    text = debrief_text(debrief(conductor.session, lookup), 80, verdicts=False)
    assert text == (
        "Debrief: not scored. 0 questions scored in 0:00 minutes.\n1. not scored, stopped: What does dropout do?"
    )


def test_numbers_as_people_say_them() -> None:
    assert [percent(score) for score in (None, 0.0, 0.125, 1.0)] == ["not scored", "0%", "12%", "100%"]
    assert [minutes_and_seconds(s) for s in (-3, 0, 59.9, 127, 3725)] == ["0:00", "0:00", "0:59", "2:07", "62:05"]
