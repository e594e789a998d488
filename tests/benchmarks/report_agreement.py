"""Print how far grades agree with people's, on answers that were looked at and on others, beside simple baselines.

python -m tests.benchmarks.report_agreement [FILE.jsonl ...]

Each file holds answers graded by people against one reference, a line each: question_id, question, reference, answer
and grade.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from sklearn.feature_extraction.text import TfidfVectorizer

from interviewer.grading.grader import Grader
from interviewer.knowledge.bank import Bank
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.models import Glossary, Question
from interviewer.paths import bundled_bank
from tests.unit.grading.agreement import bare_questions, development_set, figures_of, held_out_set


def report_set(title: str, gold: list[dict[str, Any]], bank: Bank) -> None:
    """Print one set's table."""
    bare = bare_questions(gold)
    by_source = {source.removeprefix("seed:"): q for q in bank.questions for source in q.sources}
    answers = [(entry, answer) for entry in gold for answer in entry["answers"]]
    texts = [answer["text"] for _, answer in answers]
    references = [" ".join(k["text"] for k in entry["rubric"] if k["tier"] == "core") for entry, _ in answers]
    vectors = TfidfVectorizer(stop_words="english").fit([*texts, *references])
    cosines = np.asarray(vectors.transform(texts).multiply(vectors.transform(references)).sum(axis=1)).ravel()
    of_statements, of_bank = Grader(bare.values(), bank.glossary), Grader(bank.questions, bank.glossary)
    rows = {
        "answer length": [float(len(text.split())) for text in texts],
        "TF-IDF cosine": cosines.tolist(),
        "rapidfuzz token_set_ratio": [
            fuzz.token_set_ratio(text, reference) / 100 for text, reference in zip(texts, references, strict=True)
        ],
        "statements alone": [
            of_statements.grade(bare[entry["question_id"]], answer["text"]).score for entry, answer in answers
        ],
        "the project's bank": [
            of_bank.grade(by_source[entry["question_id"]], answer["text"]).score for entry, answer in answers
        ],
    }
    print(f"{title}: {len(gold)} questions, {len(answers)} answers")
    for name, got in rows.items():
        figures = figures_of(gold, got)
        print(f"{name:26}", "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))


def report_file(path: Path, glossary: Glossary) -> None:
    """Print Pearson's r with people's grades for the grader and for single baselines."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    questions: dict[str, Question] = {}
    for row in rows:
        fields = {"id": f"asag.q{len(questions)}", "kind": "explain", "level": 2, "prompt": row["question"]}
        points = [{"id": "reference", "statement": row["reference"]}]
        questions.setdefault(str(row["question_id"]), Question.model_validate({**fields, "key_points": points}))
    grader = Grader(questions.values(), glossary)
    answers, references = [row["answer"] for row in rows], [row["reference"] for row in rows]
    got = {
        "this grader": [grader.grade(questions[str(row["question_id"])], row["answer"]).score for row in rows],
        "token_set_ratio": [fuzz.token_set_ratio(a, b) for a, b in zip(answers, references, strict=True)],
    }
    for name, options in (("TF-IDF words", {}), ("TF-IDF characters", {"analyzer": "char_wb", "ngram_range": (3, 5)})):
        vectors = TfidfVectorizer(**options).fit([*answers, *references])
        products = vectors.transform(answers).multiply(vectors.transform(references))
        got[name] = np.asarray(products.sum(axis=1)).ravel().tolist()
    want = [float(row["grade"]) for row in rows]
    told = "  ".join(f"{name} {np.corrcoef(values, want)[0, 1]:.3f}" for name, values in got.items())
    print(f"{path.stem}: {told}")


def main() -> None:
    """Print the tables."""
    bank = load_bank([bundled_bank()])
    report_set("development", development_set(), bank)
    report_set("held out", held_out_set(), bank)
    for name in sys.argv[1:]:
        report_file(Path(name), bank.glossary)


if __name__ == "__main__":
    main()
