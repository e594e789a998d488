"""A candidate who changes their mind in a later turn."""

import pytest

from interviewer.grading.grader import Grader
from interviewer.knowledge.models import Glossary, KeyPoint, Option, Question

QUESTION = Question(
    id="demo.choice",
    kind="choose",  # type: ignore[arg-type] # as YAML gives it
    level=1,
    prompt="Which of these has no parameters?",
    options=[
        Option(id="a", text="Linear"),
        Option(id="b", text="BatchNorm"),
        Option(id="c", text="Dropout", correct=True),
    ],
    key_points=[KeyPoint(id="mask", statement="Dropout only draws a random mask.")],
)


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        ("c", "c"),
        ("b\n\nc", "c"),
        ("c\n\nb", "b"),
        ("(b) I think\n\nit draws a mask, so (c)", "c"),
        ("b\n\nit is b", "b"),
    ],
)
def test_the_last_choice_counts(answer: str, given: str) -> None:
    choice = Grader([QUESTION], Glossary()).grade(QUESTION, answer).choice
    assert choice is not None
    assert choice.given == given
    start, end = choice.evidence[0]
    assert answer[start:end].lower() == given
