"""Time to grade one answer, beside a plain fuzzy comparison of the same answer with the same sentences.

Run with ``pytest tests/benchmarks/test_grading_speed.py -s`` to see the figures; only gross slowness fails.
"""

import statistics
import time
from collections.abc import Callable

from rapidfuzz import fuzz

from interviewer.grading.grader import Grader
from interviewer.knowledge.loading import load_bank
from interviewer.paths import bundled_bank


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def test_grading_speed() -> None:
    bank = load_bank([bundled_bank()])
    grader = Grader(bank.questions, bank.glossary)
    imports = milliseconds(grader.warm_up)
    questions = [question for question in bank.questions if question.examples][:40]
    preparing = [milliseconds(lambda q=question: grader.warm_up(q)) for question in questions]  # type: ignore[misc]  # bound now
    grading, comparing = [], []
    for question in questions:
        forms = [text for point in question.key_points for text in (point.statement, *point.paraphrases)]
        for example in question.examples:
            answer = example.text
            grading.append(milliseconds(lambda q=question, a=answer: grader.grade(q, a)))  # type: ignore[misc]  # bound now
            comparing.append(milliseconds(lambda f=forms, a=answer: [fuzz.token_set_ratio(a, x) for x in f]))  # type: ignore[misc]  # bound now
    median, baseline = statistics.median(grading), statistics.median(comparing)
    print(f"\nwarm-up {imports:.0f} ms, preparing a question {statistics.median(preparing):.1f} ms")
    print(f"one answer: median {median:.2f} ms, 99th percentile {statistics.quantiles(grading, n=100)[98]:.2f} ms")
    print(f"token_set_ratio over the same sentences: {baseline:.3f} ms, ratio {median / baseline:.1f}")
    long = " ".join(example.text for question in questions for example in question.examples)[:20_000]
    print(f"20,000 characters: {milliseconds(lambda: grader.grade(questions[0], long)):.0f} ms")
    assert median < 100
