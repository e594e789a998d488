"""Compare settings of the grader's weights, and say what choosing among them is worth on questions not looked at.

    python -m tests.benchmarks.compare_weights

Each setting changes one weight of ``interviewer/grading/weights.py``. Printed are the correlations with people's scores
on the development set, for the bare rubric and for the bank; then what remains when, for each question in turn, the
setting is chosen on the other questions alone.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from interviewer.grading import weights
from interviewer.grading.grader import Grader
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.models import Glossary, Question
from interviewer.paths import bundled_bank
from tests.unit.grading.agreement import bare_questions, development_set

SETTINGS: tuple[dict[str, float], ...] = (
    {},
    *({"HIT": value} for value in (0.65, 0.8)),
    *({"PARTIAL": value} for value in (0.3, 0.5)),
    *({"CONCEPT": value} for value in (0.65, 0.8)),
    *({"TAUGHT": value} for value in (0.6, 0.9)),
    *({"SYNONYM": value} for value in (0.8, 0.9)),
    *({"TRUST_SENTENCES": value} for value in (0.6, 0.85)),
    *({"CONFLICT": value} for value in (0.3, 0.7)),
    *({"AGAINST": value} for value in (0.4, 0.6)),
    *({"MISTAKE": value} for value in (0.4, 0.6)),
    *({"TELLING": value} for value in (0.5, 0.8)),
    *({"MISTAKE_COST": value} for value in (0.1, 0.25)),
    *({"CONTRADICTION_COST": value} for value in (0.15, 0.45)),
)

Scores = npt.NDArray[np.float64]


def grade_all(
    gold: list[dict[str, Any]], questions: dict[str, Question], bank: list[Question], glossary: Glossary
) -> Scores:
    """Return the score of every answer, question by question."""
    grader = Grader(bank, glossary)
    return np.array(
        [grader.grade(questions[entry["question_id"]], a["text"]).score for entry in gold for a in entry["answers"]]
    )


def with_setting(setting: dict[str, float], run: Any) -> Scores:
    """Return what ``run`` gives while the weights of ``setting`` are in force."""
    before = {name: getattr(weights, name) for name in setting}
    try:
        for name, value in setting.items():
            setattr(weights, name, value)
        return np.asarray(run())
    finally:
        for name, value in before.items():
            setattr(weights, name, value)


def correlation(a: Scores, b: Scores) -> float:
    """Return Pearson's r."""
    return float(np.corrcoef(a, b)[0, 1])


def chosen_elsewhere(scores: list[Scores], want: Scores, question: npt.NDArray[np.int_]) -> float:
    """Return the correlation when the setting for each question is chosen on all other questions."""
    held_out = np.zeros_like(want)
    for number in np.unique(question):
        here = question == number
        best = max(scores, key=lambda got: correlation(got[~here], want[~here]))
        held_out[here] = best[here]
    return correlation(held_out, want)


def main() -> None:
    """Print the table."""
    gold = development_set()
    want = np.array([float(answer["score"]) for entry in gold for answer in entry["answers"]])
    question = np.array([i for i, entry in enumerate(gold) for _ in entry["answers"]])
    bank = load_bank([bundled_bank()])
    by_source = {source.removeprefix("seed:"): q for q in bank.questions for source in q.sources}
    bare = bare_questions(gold)
    found: dict[str, list[Scores]] = {"bare": [], "bank": []}
    print(f"{'setting':28} {'bare':>6} {'bank':>6}")
    for setting in SETTINGS:
        found["bare"].append(with_setting(setting, lambda: grade_all(gold, bare, list(bare.values()), bank.glossary)))
        found["bank"].append(
            with_setting(setting, lambda: grade_all(gold, by_source, list(bank.questions), bank.glossary))
        )
        named = " ".join(f"{name}={value:g}" for name, value in setting.items()) or "as they are"
        print(f"{named:28} {correlation(found['bare'][-1], want):6.3f} {correlation(found['bank'][-1], want):6.3f}")
    left = [chosen_elsewhere(found[kind], want, question) for kind in ("bare", "bank")]
    print(f"{'chosen on other questions':28} {left[0]:6.3f} {left[1]:6.3f}")


if __name__ == "__main__":
    main()
