"""Print how far grades agree with people's on the development set, beside simple baselines on the same answers.

python -m tests.benchmarks.report_agreement
"""

import numpy as np
from rapidfuzz import fuzz
from sklearn.feature_extraction.text import TfidfVectorizer

from interviewer.grading.grader import Grader
from interviewer.knowledge.loading import load_bank
from interviewer.paths import bundled_bank
from tests.unit.grading.agreement import bare_questions, development_set, figures_of


def main() -> None:
    """Print the table."""
    gold = development_set()
    bank = load_bank([bundled_bank()])
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
    for name, got in rows.items():
        figures = figures_of(gold, got)
        print(f"{name:26}", "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
