"""Floors under the figures of docs/grading.md: what grades may not fall below on the development set."""

from interviewer.grading.grader import Grader
from interviewer.knowledge.loading import load_bank
from interviewer.paths import bundled_bank
from tests.unit.grading.agreement import agreement, bare_questions, development_set, held_out_set

BARE = {"pearson": 0.67, "strong_vs_false": 0.87, "strong_vs_empty": 0.94, "empty_at_most_0.25": 0.92}
BANK = {
    "pearson": 0.88,
    "strong_vs_false": 0.95,
    "strong_vs_empty": 0.98,
    "strong_at_least_0.6": 0.83,
    "false_at_most_0.3": 0.86,
    "empty_at_most_0.25": 0.96,
}
HELD_OUT = {
    "pearson": 0.84,
    "strong_vs_false": 0.95,
    "strong_vs_empty": 0.97,
    "strong_at_least_0.6": 0.85,
    "false_at_most_0.3": 0.82,
    "empty_at_most_0.25": 0.95,
}
"""On other questions, to which no weight was fitted."""


def test_the_bare_rubric_agrees_with_people() -> None:
    gold = development_set()
    questions = bare_questions(gold)
    glossary = load_bank([bundled_bank()]).glossary
    figures = agreement(gold, questions, list(questions.values()), glossary)
    assert {name: figures[name] for name, floor in BARE.items() if figures[name] < floor} == {}
    assert figures["mean_absolute_error"] <= 0.25


def test_the_bank_agrees_with_people() -> None:
    bank = load_bank([bundled_bank()])
    by_source = {source.removeprefix("seed:"): question for question in bank.questions for source in question.sources}
    gold = development_set()
    missing = [entry["question_id"] for entry in gold if entry["question_id"] not in by_source]
    assert missing == []
    figures = agreement(gold, by_source, bank.questions, bank.glossary)
    assert {name: figures[name] for name, floor in BANK.items() if figures[name] < floor} == {}
    assert figures["mean_absolute_error"] <= 0.14


def test_the_bank_agrees_with_people_on_questions_that_were_held_out() -> None:
    bank = load_bank([bundled_bank()])
    by_source = {source.removeprefix("seed:"): question for question in bank.questions for source in question.sources}
    figures = agreement(held_out_set(), by_source, bank.questions, bank.glossary)
    assert {name: figures[name] for name, floor in HELD_OUT.items() if figures[name] < floor} == {}
    assert figures["mean_absolute_error"] <= 0.15


def test_model_answers_score_high_and_foreign_ones_low() -> None:
    bank = load_bank([bundled_bank()])
    grader = Grader(bank.questions, bank.glossary)
    own, foreign = [], []
    for i, question in enumerate(bank.questions):
        other = bank.questions[(i + 7) % len(bank.questions)]
        if question.model_answer and other.model_answer and other.topic != question.topic:
            own.append(grader.grade(question, question.model_answer).score)
            foreign.append(grader.grade(question, other.model_answer).score)
    assert len(own) > 20
    assert sum(own) / len(own) >= 0.9
    assert sum(foreign) / len(foreign) <= 0.25
    assert sum(mine > other for mine, other in zip(own, foreign, strict=True)) >= 0.97 * len(own)
