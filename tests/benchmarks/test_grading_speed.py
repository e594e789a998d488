"""Time and memory that grading takes, beside plainer comparisons of the same texts measured in the same run.

Run with ``pytest tests/benchmarks/test_grading_speed.py -s -n0`` to see the figures; only gross slowness fails.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import pytest
from rapidfuzz import fuzz
from sklearn.feature_extraction.text import TfidfVectorizer

from interviewer.grading.grader import Grader
from interviewer.knowledge.bank import Bank
from interviewer.knowledge.loading import load_bank
from interviewer.knowledge.models import Question
from interviewer.paths import bundled_bank

WORDS, POINTS = 60, 5
FIRST_GRADE = """
import time
start = time.perf_counter()
from interviewer.grading.grader import Grader
from interviewer.knowledge.loading import load_bank
from interviewer.paths import bundled_bank
bank = load_bank([bundled_bank()])
read = time.perf_counter()
Grader(bank.questions, bank.glossary).grade(bank.questions[0], "It is switched off in evaluation.")
print(1000 * (read - start), 1000 * (time.perf_counter() - read))
"""


@cache
def the_bank() -> Bank:
    return load_bank([bundled_bank()])


def milliseconds(work: Callable[..., object], *given: object) -> float:
    start = time.perf_counter()
    work(*given)
    return 1000 * (time.perf_counter() - start)


def answers_of(question: Question) -> Iterator[str]:
    """Yield answers of 60 words each, made of the question's own examples."""
    words = " ".join(example.text for example in question.examples).split()
    for start in range(0, len(words) - WORDS + 1, WORDS // 3):
        yield " ".join(words[start : start + WORDS])


def forms_of(question: Question) -> list[str]:
    return [text for point in question.key_points for text in (point.statement, *point.paraphrases)]


def compared(question: Question, answer: str) -> list[float]:
    return [fuzz.token_set_ratio(answer, text) for text in forms_of(question)]


def told(name: str, values: list[float]) -> float:
    """Print the median and the 99th percentile, in milliseconds, and return the median."""
    median = statistics.median(values)
    print(f"  {name:48} median {median:6.2f} ms   99th percentile {statistics.quantiles(values, n=100)[98]:6.2f} ms")
    return median


def test_one_answer_of_sixty_words_against_five_key_points() -> None:
    bank = the_bank()
    grader = Grader(bank.questions, bank.glossary)
    cases = [
        (question, answer)
        for question in bank.questions
        if len(question.key_points) == POINTS
        for answer in answers_of(question)
    ]
    print(f"\n{len(cases)} answers of {WORDS} words, {POINTS} key points each, once loaded")
    grader.warm_up()
    prepared = {question.id: question for question, _ in cases}.values()
    told("preparing a question, once", [milliseconds(grader.warm_up, question) for question in prepared])
    told("grading, words seen for the first time", [milliseconds(grader.grade, *case) for case in cases])
    median = told("grading, words seen before", [milliseconds(grader.grade, *case) for case in cases * 5])
    told("token_set_ratio over the same sentences", [milliseconds(compared, *case) for case in cases])
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    vectors.fit([text for question in bank.questions for text in forms_of(question)])
    texts = [[answer, *forms_of(question)] for question, answer in cases]
    told("scikit-learn's transform of the same texts", [milliseconds(vectors.transform, each) for each in texts])
    assert median < 50


@pytest.mark.timeout(600)
@pytest.mark.parametrize("most", [2_000, pytest.param(10_000, marks=pytest.mark.benchmark)])
def test_many_answers_through_the_command(tmp_path: Path, most: int) -> None:
    rows = [(question.id, example.text) for question in the_bank().questions for example in question.examples]
    print()
    peaks = []
    for count in (1, most // 10, most):
        file = tmp_path / f"{count}.jsonl"
        # Every answer differs from the others by the words left out of it.
        texts = (
            {"id": i, "question": name, "answer": " ".join(w for k, w in enumerate(text.split()) if (k + i) % 17)}
            for i, (name, text) in enumerate(islice(cycle(rows), count))
        )
        file.write_text("".join(json.dumps(row) + "\n" for row in texts), encoding="utf-8")
        start = time.perf_counter()
        with file.with_suffix(".out").open("wb") as out:
            command = subprocess.Popen(
                [sys.executable, "-m", "interviewer", "grade", str(file)],
                stdout=out,
                env={**os.environ, "INTERVIEWER_HOME": str(tmp_path / "home")},
            )
            _, status, used = os.wait4(command.pid, 0)
            command.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        busy = used.ru_utime + used.ru_stime
        peaks.append(used.ru_maxrss / 1024)
        print(
            f"  {count:6,} answers: {seconds:5.1f} s, {busy:5.1f} s of them computing, {count / busy:4.0f} a second,"
            f" peak {peaks[-1]:.0f} MiB"
        )
        assert command.returncode == 0
        assert len(file.with_suffix(".out").read_bytes().splitlines()) == count
    assert peaks[2] < peaks[1] * 1.25


def test_time_grows_with_the_length_of_an_answer() -> None:
    bank = the_bank()
    grader = Grader(bank.questions, bank.glossary)
    question = next(question for question in bank.questions if len(question.key_points) == POINTS)
    words = cycle(" ".join(example.text for other in bank.questions for example in other.examples).split())
    text = list(islice(words, 10_000))
    print()
    taken = []
    for count in (100, 1_000, 3_000, 10_000):
        answer = " ".join(text[:count])
        taken.append(min(milliseconds(grader.grade, question, answer) for _ in range(3)))
        print(f"  {count:6,} words, {len(answer[:20_000]):6,} characters read: {taken[-1]:6.1f} ms")
    print(f"  10 times the words, from 100 to 1,000: {taken[1] / taken[0]:.1f} times the time")
    assert taken[2] < 100 * taken[0]


def test_load_to_first_grade() -> None:
    runs = [
        [float(n) for n in subprocess.check_output([sys.executable, "-c", FIRST_GRADE], text=True).split()]
        for _ in range(3)
    ]
    reading, grading = min(runs, key=lambda run: run[1])
    print(f"\n  reading the bank without its cache {reading:.0f} ms, from there to the first grade {grading:.0f} ms")
    assert grading < 10_000
