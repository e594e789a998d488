"""A bank of four made-up questions: one to explain, one to choose with code, one to predict, one full of Markdown."""

from pathlib import Path
from typing import Any

from tests.banks import write_topic
from tests.unit.interview.support import DROPOUT

CODE = "def f(a, i):\n    return a[i] * 2"

CHOOSE: dict[str, Any] = {
    "id": "demo.choose",
    "kind": "choose",
    "level": 2,
    "minutes": 2.0,
    "prompt": "Which of these does `f` return for `a = [1, 2]` and `i = 1`?",
    "code": CODE,
    "options": [
        {"id": "a", "text": "four, `list[int]` or not", "correct": True, "why": "It doubles a[1]."},
        {"id": "b", "text": "two", "why": "That is a[1] before it is doubled."},
    ],
    "key_points": [{"id": "doubles", "statement": "It doubles the item at `i`.", "concepts": [["double"]]}],
    "model_answer": "Four: `a[1]` is 2, doubled.",
}
PREDICT: dict[str, Any] = {
    "id": "other.predict",
    "kind": "predict",
    "level": 1,
    "minutes": 1.0,
    "prompt": "What does this print?",
    "code": "print([1, 2][0])",
    "expected": {"outputs": ["1"]},
    "key_points": [{"id": "first", "statement": "It prints the first item.", "concepts": [["first"]]}],
}
MARKDOWN: dict[str, Any] = {
    "id": "other.markdown",
    "kind": "explain",
    "level": 3,
    "minutes": 3.0,
    "prompt": "A tensor is *given* as `[B, T, C]`.\n\n- What is x[i, j]?\n- Is it a dict[str, int] or a List<int>?",
    "key_points": [
        {"id": "scalar", "statement": "x[i, j] is a vector of C numbers.", "concepts": [["vector"]]},
        {"id": "view", "statement": "It shares memory with x.", "tier": "bonus", "concepts": [["view"]]},
    ],
    "model_answer": "A vector; **not** a dict[str, int].",
}


CHALLENGE = """\
id: double
title: Double [it]
topic: demo
level: 2
minutes: 5
statement: |
  Write `double(x)`: twice the tensor, as a List<int> or not.

  ```python
  double(torch.tensor([1.0, 2.0]))
  ```
entry: [double]
forbidden: [torch.mul]
skills: [tensors]
hints:
  - What is twice a number?
  - "`def double(x)`"
  - Return `x + x`.
follow_ups:
  - ask: Why add?
    key_points:
      - id: cheap
        statement: Adding is cheap.
        concepts: [[cheap]]
sources: [https://pytorch.org/docs]
"""
STARTER = 'def double(x):\n    """Return twice ``x``."""\n    raise NotImplementedError\n'
SOLUTION = "def double(x):\n    # No product is needed.\n    return x + x\n"
CASES = """\
import torch
from interviewer.challenges.kit import Case, Cases


def cases(rng):
    yield Case("one number", (torch.tensor([1.5]),), visible=True)
    yield Case("two numbers", (torch.tensor([1.5, -2.0]),))
"""


def write_challenge(folder: Path) -> None:
    """Write one code challenge into a bank."""
    double = folder / "challenges" / "double"
    double.mkdir(parents=True)
    (double / "challenge.yaml").write_text(CHALLENGE)
    (double / "starter.py").write_text(STARTER)
    (double / "solution.py").write_text(SOLUTION)
    (double / "cases.py").write_text(CASES)


def write_bank(folder: Path) -> Path:
    """Write both topic files and a challenge, and return their folder."""
    dropout = DROPOUT.model_dump(mode="json", exclude_defaults=True)
    write_topic(folder, dropout, CHOOSE, name="demo.yaml", topic="demo", title="Demonstration [1]")
    write_topic(folder, PREDICT, MARKDOWN, name="other.yaml", topic="other", title="Other things")
    write_challenge(folder)
    return folder
