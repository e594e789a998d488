"""How far grades agree with people's, on the development set of answers of known kinds."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

from interviewer.grading.grader import Grader
from interviewer.knowledge.models import Glossary, Question

DATA = Path(__file__).parents[2] / "data"
STRONG = {"excellent", "good", "textbook"}
FALSE = {"wrong", "negated"}
EMPTY = {"vague", "stuffing", "echo", "offtopic", "dontknow"}


def development_set() -> list[dict[str, Any]]:
    """Return the answers that weights are fitted on and rules were found with."""
    return _read("gold_dev.jsonl")


def held_out_set() -> list[dict[str, Any]]:
    """Return answers to other questions, written without sight of the bank; no weight is fitted on them."""
    return _read("held_out.jsonl")


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def bare_questions(gold: list[dict[str, Any]]) -> dict[str, Question]:
    """Return each question with nothing but its rubric's sentences, by the development set's id."""
    return {
        entry["question_id"]: Question.model_validate(
            {
                "id": f"evaluation.{entry['question_id']}",
                "kind": "explain",
                "level": 2,
                "prompt": entry["question"],
                "key_points": [{"id": k["id"], "statement": k["text"], "tier": k["tier"]} for k in entry["rubric"]],
            }
        )
        for entry in gold
    }


def agreement(
    gold: list[dict[str, Any]], questions: dict[str, Question], bank: Sequence[Question], glossary: Glossary
) -> dict[str, float]:
    """Grade every answer and return the figures of :func:`figures_of`."""
    grader = Grader(bank, glossary)
    answers = [(entry["question_id"], answer["text"]) for entry in gold for answer in entry["answers"]]
    return figures_of(gold, [grader.grade(questions[name], text).score for name, text in answers])


def figures_of(gold: list[dict[str, Any]], got: list[float]) -> dict[str, float]:
    """Return the correlation with people's scores, the mean error, areas under the curve, and shares."""
    answers = [answer for entry in gold for answer in entry["answers"]]
    want = np.array([float(answer["score"]) for answer in answers])
    scores = np.array(got)
    strong, false, empty = (np.array([a["kind"] in group for a in answers]) for group in (STRONG, FALSE, EMPTY))
    return {
        "pearson": float(np.corrcoef(scores, want)[0, 1]),
        "mean_absolute_error": float(np.abs(scores - want).mean()),
        "strong_vs_false": _area(scores, strong, false),
        "strong_vs_empty": _area(scores, strong, empty),
        "strong_at_least_0.6": float((scores[strong] >= 0.6).mean()),
        "false_at_most_0.3": float((scores[false] <= 0.3).mean()),
        "empty_at_most_0.25": float((scores[empty] <= 0.25).mean()),
    }


def _area(scores: npt.NDArray[np.float64], upper: npt.NDArray[np.bool_], lower: npt.NDArray[np.bool_]) -> float:
    kept = upper | lower
    return float(roc_auc_score(upper[kept], scores[kept]))
