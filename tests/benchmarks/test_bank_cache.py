"""How long a bank takes to open, beside the plainest way to read as many bytes."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from interviewer.knowledge.loading import load_bank
from tests.banks import a_point, a_question, write_topic

QUESTIONS = 10_000
RUNS = 7


def milliseconds(work: Callable[[], Any]) -> float:
    """The median of several runs after one that does not count."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return median(times[1:])


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank")
    for part in range(10):
        questions = [
            a_question(
                id=f"topic-{part}.question-{i}",
                prompt=f"Why does thing {i} of part {part} grow with σ²?",
                key_points=[
                    a_point(
                        concepts=[["cause", "reason"], ["effect"]],
                        paraphrases=["one way to say it is this", "another way to say the same"],
                        hints=["think of the beginning"],
                    ),
                    a_point(id="more", statement="And something else follows.", tier="bonus"),
                ],
                sources=["https://example.org"],
            )
            for i in range(QUESTIONS // 10)
        ]
        write_topic(folder, *questions, name=f"topic-{part}.yaml", topic=f"topic-{part}")
    return folder


def test_opening_ten_thousand_questions(bank: Path, tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in bank.glob("*.yaml")]
    baseline = milliseconds(lambda: [json.loads(text) for text in texts])
    start = time.perf_counter()
    load_bank([bank], cache=tmp_path)
    compiled = (time.perf_counter() - start) * 1000
    cached = milliseconds(lambda: load_bank([bank], cache=tmp_path))
    loaded = load_bank([bank], cache=tmp_path)
    assert (len(loaded), loaded.parsed) == (QUESTIONS, 0)
    print(
        f"\n{QUESTIONS} questions, {sum(map(len, texts)) / 1e6:.1f} MB: from the cache {cached:.0f} ms, "
        f"json.loads of the files {baseline:.0f} ms, from the files {compiled:.0f} ms"
    )
