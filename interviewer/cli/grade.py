"""``interviewer grade``: answers from a file or standard input, graded one JSON object a line."""

import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from interviewer.cli.common import BankOption, read_bank, tell_problems
from interviewer.cli.output import whole_file
from interviewer.knowledge.names import did_you_mean

if TYPE_CHECKING:
    from interviewer.grading.result import Grade
    from interviewer.knowledge.bank import Bank

LONGEST_ANSWER = 20_000
"""Characters an answer may have."""


class LineError(Exception):
    """What is wrong with one line of the input, for a person to read."""


def grade(
    answers: Annotated[str, typer.Argument(metavar="ANSWERS.jsonl", help="File of answers; - reads standard input.")],
    bank: BankOption = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here, all or nothing.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Add the reasons and the arithmetic.")] = False,
) -> None:
    """Grade answers: a JSON object a line with "id", "question" and "answer" in, a grade a line out, in that order."""
    name = "<stdin>" if answers == "-" else answers
    questions = read_bank(bank)
    tell_problems(questions)
    from interviewer.grading.grader import Grader

    grader = Grader(questions.questions, questions.glossary)
    grader.warm_up()
    gc.freeze()  # what is loaded now lasts as long as the command, so the collector need not look at it again
    faults = 0
    try:
        with _source(answers) as lines, _sink(out) as write:
            for number, line in enumerate(lines, start=1):
                try:
                    row = read_line(line, questions)
                except LineError as fault:
                    print(f"{name}:{number}: {fault}", file=sys.stderr)
                    faults += 1
                    continue
                if row is not None:
                    question = questions.question(row["question"])
                    result = grader.grade(question, row["answer"])
                    shown = to_row(row, result, explain=explain)
                    if explain:
                        shown["arithmetic"] = [*grader.explain(question, row["answer"]), *result.arithmetic]
                    write(json.dumps(shown) + "\n")
    except OSError as fault:
        print(f"{fault.filename or name}: {fault.strerror or fault}", file=sys.stderr)
        raise typer.Exit(1) from None
    if faults:
        raise typer.Exit(1)


def read_line(line: bytes, questions: "Bank") -> dict[str, Any] | None:
    """Return one answer as a dict with ``id``, ``question`` and ``answer``, or None for a blank line.

    Raises:
        LineError: what is wrong with the line, for a person to read.
    """
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError as fault:
        raise LineError(f"not UTF-8 at byte {fault.start + 1}") from None
    if not text:
        return None
    try:
        row = json.loads(text)
    except json.JSONDecodeError as fault:
        raise LineError(f"not JSON: {fault.msg} at column {fault.colno}") from None
    except (RecursionError, ValueError):
        raise LineError("not JSON that can be read: too deeply nested, or a number too long") from None
    if not isinstance(row, dict):
        raise LineError(f"expected an object with id, question and answer, found {_kind(row)}")
    missing = [key for key in ("id", "question", "answer") if key not in row]
    if missing:
        raise LineError(f"no {' and no '.join(missing)}; expected an object with id, question and answer")
    if not isinstance(row["id"], str | int) or isinstance(row["id"], bool):
        raise LineError(f"id must be a string or a whole number, found {_kind(row['id'])}")
    for key in ("question", "answer"):
        if not isinstance(row[key], str):
            raise LineError(f"{key} must be a string, found {_kind(row[key])}")
    if row["question"] not in questions:
        ids = [summary.id for summary in questions.summaries]
        raise LineError(f"no question is called {row['question'][:80]!r}{did_you_mean(row['question'][:80], ids)}")
    if len(row["answer"]) > LONGEST_ANSWER:
        raise LineError(f"the answer has {len(row['answer']):,} characters; at most {LONGEST_ANSWER:,} are graded")
    return row


def to_row(row: dict[str, Any], result: "Grade", *, explain: bool = False) -> dict[str, Any]:
    """Return one line of output: the contract's fields, and the reasons where they are asked for."""
    points = [
        {"id": p.id, "status": str(p.status), "confidence": p.confidence, "evidence": [list(s) for s in p.evidence]}
        for p in result.points
    ]
    mistakes: list[dict[str, Any]] = [
        {"id": m.id, "evidence": [list(s) for s in m.evidence]} for m in result.misconceptions
    ]
    shown: dict[str, Any] = {
        "id": row["id"],
        "question": row["question"],
        "score": result.score,
        "points": points,
        "misconceptions": mistakes,
        "flags": [str(flag) for flag in result.flags],
    }
    if explain:
        for fields, reason in zip(
            [*points, *mistakes],
            [*(p.reason for p in result.points), *(m.reason for m in result.misconceptions)],
            strict=True,
        ):
            fields["reason"] = reason
        choice = result.choice
        shown["choice"] = None if choice is None else {"given": choice.given, "correct": choice.correct}
    return shown


def _kind(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


@contextmanager
def _source(answers: str) -> Iterator[BinaryIO]:
    if answers == "-":
        yield sys.stdin.buffer
    else:
        with Path(answers).open("rb") as file:
            yield file


@contextmanager
def _sink(out: Path | None) -> Iterator[Any]:
    """Yield a function that writes text: to standard output, or to ``out``, which appears only when all is written."""
    if out is None:
        yield sys.stdout.write
        return
    with whole_file(out) as file:
        yield lambda text: file.write(text.encode())
