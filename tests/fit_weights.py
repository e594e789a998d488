"""Fit the weights of ``interviewer/grading/fitted.toml`` on the development material.

    python -m tests.fit_weights            prints the file and how it does on questions left out
    python -m tests.fit_weights --write    writes it

The material lies in ``tests/data``: answers that were labelled key point by key point and scored by hand, against
sentences alone (``gold_*.jsonl``) and against the bank's own key points (``labels_*.jsonl``); and the bank's examples.
Answers of other topics stand in for what must earn nothing. Lone reference answers are learned from students' answers
of other fields, which may not be shipped: where they do not lie beside the checkout, that part of the file stays as it
is. Each regression is convex and its weights are bound to the sign's direction, so that every run finds one optimum.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from interviewer.grading import calibration
from interviewer.grading.engine import Engine
from interviewer.grading.evidence import SIGNS
from interviewer.knowledge.bank import Bank
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.models import Question
from interviewer.paths import bundled_bank
from tests.unit.grading.agreement import bare_questions

Array = npt.NDArray[np.float64]

DATA = Path(__file__).parent / "data"
FILE = Path(calibration.__file__).with_name(calibration.FITTED)
REFERENCES = Path(__file__).parents[2] / "shared" / "asag"
FOR = {
    *("likeness", "alike", "coverage", "words", "characters", "balance", "fuzzy"),
    *("ideas", "weakest", "information", "others"),
}
"""Signs in favour; all others speak against."""
STATED = {
    "ideas": ["likeness", "coverage", "words", "characters", "balance", "ideas", "weakest", "information", "missing",
              "reversed", "turned_ideas", "others", "others_reversed", "worst_reversed", "mistakes"],
    "sentences": ["likeness", "coverage", "words", "balance", "reversed", "others", "others_reversed"],
    "reference": ["likeness", "alike", "coverage", "words", "characters", "balance", "fuzzy"],
}  # fmt: skip
REVERSED = ["reversed", "opposed", "turned_ideas", "others_reversed", "worst_reversed", "mistakes"]
LEAST = {"mistakes": -3.0, "others_reversed": -4.0}
"""The most that may be held against a key point for what was said of others, in log-odds: the words decide."""
EARNING = {"ideas": (0.1, 0.55, 0.0), "sentences": (0.19, 0.65, 0.0), "reference": (0.36, 0.95, 0.8)}
"""How much must be stated to earn more than nothing, and to earn all; and the share that a contradiction leaves. People
give most students' answers half the points and more, so that a lone reference answer is thought to be stated in part
by any answer at all, and what reads as its opposite is seldom meant so."""
CREDIT = {"hit": 1.0, "partial": 0.5, "miss": 0.0, "contradicted": 0.0}
RIDGE = 3.0
FOREIGN_WEIGHT = 0.3
FOREIGN = 4
"""Answers of other topics a question, and what each counts beside a labelled one."""
REFERENCE_ROWS = 500
"""Rows that a file of students' answers counts as."""
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """The signs of one key point in one answer, how much was stated and reversed, its weight and its question."""

    signs: Array
    stated: float
    reversed: float
    weight: float
    question: str


def read_lines(pattern: str) -> list[dict[str, Any]]:
    """Return the objects of all files of the material that match a pattern."""
    return [json.loads(line) for path in sorted(DATA.glob(pattern)) for line in path.read_text("utf-8").splitlines()]


def rows_of(
    engine: Engine, question: Question, answer: str, labels: dict[str, tuple[float, float]], weight: float = 1.0
) -> Iterator[Row]:
    """Yield a row for each labelled key point of an answer; labels tell how much was stated, and reversed."""
    found = engine.evidence(question, answer)
    for point, signs in zip(question.key_points, found.signs if found else (), strict=False):
        if point.id in labels:
            yield Row(signs, *labels[point.id], weight, question.id)


def values(label: str) -> tuple[float, float]:
    """Return how much a label says was stated, and whether it was reversed."""
    return CREDIT[label], float(label == "contradicted")


def sentences(gold: list[dict[str, Any]], bank: Bank) -> Iterator[Row]:
    """Yield rows of key points that are one sentence each."""
    questions = bare_questions(gold)
    engine = Engine(tuple(questions.values()), bank.glossary)
    for entry in gold:
        for answer in entry["answers"]:
            labels = {point: values(label) for point, label in answer["labels"].items()}
            yield from rows_of(engine, questions[entry["question_id"]], answer["text"], labels)


def references(files: Sequence[Path], bank: Bank) -> Iterator[Row]:
    """Yield rows of questions of which nothing is known but one reference answer; each file weighs the same."""
    for file in files:
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        questions = {str(line["question_id"]): _reference(line) for line in lines}
        engine = Engine(tuple(questions.values()), bank.glossary)
        for line in lines:
            labels = {"reference": (float(line["grade"]), 0.0)}
            question = questions[str(line["question_id"])]
            yield from rows_of(engine, question, line["answer"], labels, REFERENCE_ROWS / len(lines))


def _reference(line: dict[str, Any]) -> Question:
    name = re.sub(r"[^a-z0-9]+", "-", str(line["question_id"]).lower()).strip("-")
    fields = {"id": f"reference.q{name}", "kind": "explain", "level": 2, "prompt": line["question"]}
    return Question.model_validate({**fields, "key_points": [{"id": "reference", "statement": line["reference"]}]})


def ideas(labelled: list[dict[str, Any]], bank: Bank) -> Iterator[Row]:
    """Yield rows of the bank's key points: labelled answers, the bank's examples, and answers of other topics."""
    engine = Engine(bank.questions, bank.glossary)
    by_id = {question.id: question for question in bank.questions}
    for entry in labelled:
        labels = {point: values(label) for point, label in entry["labels"].items()}
        yield from rows_of(engine, by_id[entry["question"]], entry["answer"], labels)
    for question in bank.questions:
        for example in question.examples:
            wrong = {m.contradicts for m in question.misconceptions if m.id in example.misconceptions}
            labels = {point: values("contradicted" if point in wrong else "miss") for point in example.misses}
            labels |= {point: values("hit") for point in example.covers}
            yield from rows_of(engine, question, example.text, labels)
    for i, question in enumerate(bank.questions):
        nothing = {point.id: values("miss") for point in question.key_points}
        others = [other for other in bank.questions if other.topic != question.topic and other.model_answer]
        for k in range(FOREIGN):
            other = others[(7 * i + 11 * k) % len(others)]
            yield from rows_of(engine, question, other.model_answer or "", nothing, FOREIGN_WEIGHT)


class Task:
    """The logistic regression of how much is stated, or reversed, on some of the signs.

    Args:
        rows: what to learn from.
        names: the signs that may weigh something.
        turned: whether it is of what speaks against a key point.
    """

    def __init__(self, rows: Sequence[Row], names: Sequence[str], *, turned: bool) -> None:
        self.target = np.array([row.reversed if turned else row.stated for row in rows])
        self._signs = np.array([row.signs for row in rows])
        self._weight = np.array([row.weight for row in rows])
        self._groups = np.array([row.question for row in rows])
        self._columns = [SIGNS.index(name) for name in names]
        self._bounds: list[tuple[float | None, float | None]] = [(None, None)]
        self._bounds += [(0.0, None) if (name in FOR) != turned else (None, 0.0) for name in names]
        self._least = {} if turned else LEAST

    def fit(self, chosen: Sequence[int] | slice = slice(None)) -> Array:
        """Return the intercept, and a weight for every sign, learned from the chosen rows."""
        signs, target, weight = self._signs[chosen][:, self._columns], self.target[chosen], self._weight[chosen]
        mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
        bounds = [*self._bounds]
        for i, column in enumerate(self._columns):
            if SIGNS[column] in self._least:
                bounds[1 + i] = (self._least[SIGNS[column]] * spread[i], 0.0)
        scaled = (signs - mean) / spread

        def loss(p: Array) -> tuple[float, Array]:
            logit = scaled @ p[1:] + p[0]
            error = weight * (1.0 / (1.0 + np.exp(-logit)) - target)
            value = weight @ (np.logaddexp(0.0, logit) - target * logit) + RIDGE / 2 * (p[1:] @ p[1:])
            return float(value), np.r_[error.sum(), scaled.T @ error + RIDGE * p[1:]]

        found = minimize(
            loss,
            np.zeros(len(self._bounds)),
            jac=True,
            bounds=bounds,
            method="L-BFGS-B",
            options={"maxiter": 10_000, "ftol": 1e-15, "gtol": 1e-9},
        ).x
        weights = np.zeros(len(SIGNS) + 1)
        weights[[1 + column for column in self._columns]] = found[1:] / spread
        weights[0] = found[0] - (found[1:] / spread) @ mean
        return weights

    def left_out(self) -> Array:
        """Return for each row what is predicted by weights learned from other questions."""
        predicted = np.zeros(len(self.target))
        for train, test in GroupKFold(FOLDS).split(self._signs, groups=self._groups):
            intercept, *weights = self.fit(train)
            predicted[test] = 1.0 / (1.0 + np.exp(-(self._signs[test] @ weights + intercept)))
        return predicted


def cut(wanted: npt.NDArray[np.bool_], predicted: Array, low: float, high: float) -> tuple[float, float]:
    """Return the threshold with the best F1, in steps of 0.02, and that F1."""
    steps = np.arange(low, high + 1e-9, 0.02)
    scores = [float(f1_score(wanted, predicted >= step)) for step in steps]
    best = int(np.argmax(np.convolve(scores, np.ones(3) / 3, mode="same")[1:-1])) + 1  # a plateau, not a spike
    return round(float(steps[best]), 2), scores[best]


def table(kind: str, rows: list[Row], turning: list[Row]) -> tuple[str, str]:
    """Return one kind's part of the file, and a line on how it does on questions left out.

    Args:
        kind: the name of the part.
        rows: what to learn from how much is stated.
        turning: what to learn from how it is reversed.
    """
    said, turned = Task(rows, STATED[kind], turned=False), Task(turning, REVERSED, turned=True)
    contradicted, f1_contradicted = cut(turned.target >= 0.5, turned.left_out(), 0.2, 0.6)
    hit, f1_hit = cut(said.target >= 0.75, said.left_out(), 0.36, 0.7)
    nothing, everything, kept = EARNING[kind]
    lines = [f"[{kind}.from]", f"hit = {hit}", f"partial = {hit / 2:.2f}", f"contradicted = {contradicted}"]
    lines += [f"nothing = {nothing}", f"everything = {everything}", f"kept = {kept}", ""]
    for name, task in (("stated", said), ("reversed", turned)):
        intercept, *weights = task.fit()
        lines += [f"[{kind}.{name}]", f"intercept = {intercept:.2f}"]
        lines += [f"{sign} = {value:.2f}" for sign, value in zip(SIGNS, weights, strict=True) if abs(value) >= 0.005]
        lines.append("")
    report = f"{kind}: {len(rows)} rows; left out: F1 hit {f1_hit:.3f}, contradicted {f1_contradicted:.3f}"
    return "\n".join(lines), report


HEADER = """\
# Weights of the grader's logistic regressions, in log-odds for a sign of 1; written by `python -m tests.fit_weights`.
# Signs are explained in evidence.py, and what is done with the probabilities in judging.py and docs/grading.md.
"""


def fitted_file() -> tuple[str, list[str]]:
    """Return the text of the file and what there is to say of each part."""
    bank = load_bank([bundled_bank()])
    gold, labelled = read_lines("gold_*.jsonl"), read_lines("labels_*.jsonl")
    plain, rich = list(sentences(gold, bank)), list(ideas(labelled, bank))
    parts = [table("ideas", rich, rich + plain), table("sentences", plain, plain)]
    if students := sorted(REFERENCES.glob("*_dev.jsonl")):
        parts.append(table("reference", list(references(students, bank)), plain))
    else:
        now = FILE.read_text(encoding="utf-8")
        parts.append((now[now.index("[reference.from]") :], "reference: no students' answers here, left as it is"))
    return "\n".join([HEADER, *(text for text, _ in parts)]).rstrip() + "\n", [report for _, report in parts]


def main() -> None:
    """Print or write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name} beside the grader's code")
    wanted = parser.parse_args()
    text, reports = fitted_file()
    if wanted.write:
        FILE.write_text(text, encoding="utf-8")
    else:
        print(text)
    print("\n".join(reports))


if __name__ == "__main__":
    main()
