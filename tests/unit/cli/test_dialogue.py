"""The conversation line by line, in this process, with a grader that looks for words."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from interviewer.cli.dialogue import Dialogue
from interviewer.cli.lines import LONGEST_LINE, Lines
from interviewer.interview.conductor import LONGEST_ANSWER, Conductor
from interviewer.interview.events import Mode
from interviewer.interview.state import State
from interviewer.knowledge.models import Question
from interviewer.progress.history import History, HistoryError
from interviewer.text import HARMFUL
from tests.unit.interview.support import BARE, CHOICE, DROPOUT, FULL, HALF, lookup, start


@dataclass
class Held:
    """What a conversation came to."""

    conductor: Conductor
    finished: bool
    text: str

    @property
    def answers(self) -> tuple[str, ...]:
        return self.conductor.session.rounds[0].answers


def converse(conductor: Conductor, *typed: str, interactive: bool = False, end: str = "\n") -> Held:
    sink = io.StringIO()
    source = io.StringIO("\n".join(typed) + end)
    dialogue = Dialogue(conductor, lookup, Lines(source, sink, interactive))
    dialogue.open()
    return Held(conductor, dialogue.hold(), sink.getvalue())


def hold(*typed: str, questions: Sequence[Question] = (DROPOUT,), mode: Mode = Mode.PRACTICE) -> Held:
    return converse(start(*questions, mode=mode), *typed)


@pytest.mark.parametrize("end", ["", "."])
def test_an_empty_line_or_a_full_stop_sends_the_answer(end: str) -> None:
    held = hold("It zeroes", "  random units", end)
    assert held.answers == ("It zeroes\n  random units",)
    assert not held.finished


def test_a_request_on_the_first_line_goes_at_once() -> None:
    held = hold("hint", "repeat", "I don't know", "skip")
    assert held.finished
    assert held.answers == ()
    assert "Hint: What happens to some of the layer's outputs?" in held.text
    assert "Skipped." in held.text or "we leave that one out" in held.text


def test_requests_inside_an_answer_are_its_words() -> None:
    assert hold("The network must", "skip", "").answers == ("The network must\nskip",)


def test_empty_lines_before_an_answer_are_passed_over() -> None:
    assert hold("", "", ".", "It zeroes units", "").answers == ("It zeroes units",)


def test_a_question_back_is_answered() -> None:
    assert "\nPlain dropout.\n" in hold("Which variant do you mean?").text


def test_a_repeated_question_comes_with_its_options() -> None:
    held = hold("repeat", questions=[CHOICE])
    assert held.text.count("  (bn) Batch norm\n  (ln) Layer norm\n") == 2


def test_code_is_indented() -> None:
    question = BARE.model_copy(update={"code": "def f():\n\treturn 1\n"})
    sink = io.StringIO()
    Dialogue(start(question, find=lambda _: question), lambda _: question, Lines(None, sink, interactive=False)).open()
    assert "What is an epoch?\n\n    def f():\n        return 1\n" in sink.getvalue()


def test_practice_shows_each_verdict_at_once_and_a_list_at_the_end() -> None:
    held = hold("skip", "skip", questions=[DROPOUT, BARE])
    first, second = held.text.index("Score: 0%"), held.text.index("Question 2 of 2")
    assert first < second
    assert held.text.count("Score: 0%") == 2
    assert held.text.index("Debrief: 0%") > held.text.rindex("Score: 0%")


def test_an_interview_keeps_verdicts_for_the_debrief() -> None:
    held = hold("skip", "skip", questions=[DROPOUT, BARE], mode=Mode.INTERVIEW)
    assert held.finished
    assert held.text.index("Debrief: 0%") < held.text.index("Score: 0%")
    assert held.text.count("Score: 0%") == 2


def test_a_person_rates_their_answers_before_they_see_the_grades() -> None:
    conductor = start(DROPOUT, BARE, mode=Mode.INTERVIEW)
    held = converse(conductor, HALF, "", "skip", "x" * 10, "", "seven", "4", interactive=True)
    while not held.finished:
        held = converse(conductor, "skip", "9", "2", "", interactive=True)
    asked = held.text.index("Before you see the grades")
    assert asked < held.text.index("Debrief:")
    assert "A number from 1 to 4" in held.text
    assert [round_.rating for round_ in conductor.session.rounds].count(2) == 1
    assert "You thought 38% of what scored" in held.text


def test_nobody_is_asked_to_rate_what_a_pipe_says_or_practice_has_shown() -> None:
    assert "Before you see" not in hold(HALF, "", "finish", mode=Mode.INTERVIEW).text
    practice = start(DROPOUT, mode=Mode.PRACTICE)
    assert "Before you see" not in converse(practice, HALF, "", "finish", interactive=True).text


def test_the_input_may_end_while_answers_are_rated() -> None:
    conductor = start(DROPOUT, mode=Mode.INTERVIEW)
    held = converse(conductor, HALF, "", "finish", interactive=True, end="")
    assert held.finished
    assert "Debrief:" in held.text


def test_stopping_in_the_middle_of_a_question_shows_what_was_earned() -> None:
    held = hold(HALF, "", "finish", questions=[DROPOUT, BARE])
    assert held.finished
    assert held.text.count("Score: 67%") == 1
    assert "1. 67%, stopped: What does dropout do?" in held.text


def test_a_pause_lasts_until_the_next_line() -> None:
    held = hold("/pause", "", "It zeroes units", "")
    assert "Paused" in held.text
    assert "We go on." in held.text
    assert held.answers == ("It zeroes units",)


def test_an_unknown_command_is_not_an_answer() -> None:
    held = hold("/hnit", "/usr/bin/python is the interpreter", "")
    assert "There is no /hnit (did you mean '/hint'?)" in held.text
    assert held.answers == ("/usr/bin/python is the interpreter",)


def test_what_was_typed_can_be_taken_back() -> None:
    held = hold("wrong", "/clear", "right", "")
    assert held.answers == ("right",)


def test_a_draft_is_stored_line_by_line_and_offered_again() -> None:
    log = History.in_memory()
    conductor = start(DROPOUT, log=log)
    first = converse(conductor, "It zeroes", "random units", end="")
    assert not first.finished
    assert conductor.draft() == "It zeroes\nrandom units"
    again = converse(conductor, "at every step", "")
    assert "Your draft:\n  It zeroes\n  random units\n" in again.text
    assert again.answers == ("It zeroes\nrandom units\nat every step",)


def test_a_request_leaves_the_draft_in_place() -> None:
    conductor = start(DROPOUT)
    conductor.save_draft("It zeroes random units")
    converse(conductor, "hint")
    assert conductor.draft() == "It zeroes random units"
    assert converse(conductor, "").answers == ("It zeroes random units",)


def test_a_skipped_question_takes_its_draft_along() -> None:
    conductor = start(DROPOUT, BARE, mode=Mode.PRACTICE)
    conductor.save_draft("It zeroes")
    converse(conductor, "skip")
    assert conductor.draft() == ""
    assert len(conductor.session.rounds) == 2


def test_what_was_said_before_is_shown_when_a_session_goes_on() -> None:
    conductor = start(DROPOUT)
    conductor.submit("It zeroes [units] \x1b[2J")
    conductor.submit("hint")
    text = converse(conductor).text
    assert "You said:\n  It zeroes [units] [2J\n" in text
    assert "You said:\n  hint\n" in text
    assert not HARMFUL.search(text)


def test_a_person_reads_the_verdict_before_going_on() -> None:
    held = converse(start(DROPOUT, BARE, mode=Mode.PRACTICE), "skip", interactive=True)
    assert held.conductor.session.state is State.BETWEEN
    assert "Press Enter for the next question." in held.text
    held = converse(held.conductor, "", "skip", "", interactive=True)
    assert held.finished
    assert "Press Enter for the debrief." in held.text


def test_a_person_can_stop_after_a_verdict() -> None:
    held = converse(start(DROPOUT, BARE, mode=Mode.PRACTICE), "skip", "finish", interactive=True)
    assert held.finished
    assert len(held.conductor.session.rounds) == 1


def test_a_person_who_sends_nothing_is_told_what_to_do() -> None:
    assert "Type an answer first" in converse(start(DROPOUT), "", interactive=True).text
    assert "Type an answer first" not in converse(start(DROPOUT), "").text


def test_an_answer_that_is_too_long_is_cut_and_said_to_be() -> None:
    held = hold("zeroes " * 5_000, "x", "")
    assert len(held.answers[0]) == LONGEST_ANSWER
    assert held.text.count("Only the first 20,000 characters") == 1


def test_a_line_without_end_does_not_spill_into_the_next_turn() -> None:
    held = hold("a " * LONGEST_LINE, "", "skip")
    assert len(held.answers) == 1
    assert held.finished


class Full(History):
    """A history on a disk that is full from some moment on."""

    full = False

    def append(self, *args: object, **kwargs: object) -> int:
        if self.full:
            raise HistoryError("the disk is full")
        return super().append(*args, **kwargs)  # type: ignore[arg-type] # handed on as they came


def test_an_answer_that_cannot_be_stored_is_not_lost(capsys: pytest.CaptureFixture[str]) -> None:
    log = Full.in_memory()
    conductor = start(DROPOUT, log=log)
    log.full = True
    with pytest.raises(HistoryError):
        converse(conductor, FULL, "")
    held = converse(conductor, "", "", interactive=True)
    assert held.answers == ()
    assert "Nothing is lost" in held.text
    assert "not stored: the disk is full" in capsys.readouterr().err
    log.full = False
    assert converse(conductor, "").answers == (FULL,)
