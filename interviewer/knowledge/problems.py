"""What is wrong with a bank, in plain sentences with a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from interviewer.knowledge.places import Place
from interviewer.text import plain

SHOWN_PER_FILE = 20
"""How many problems of one file are told; of the rest only their number."""


class Severity(StrEnum):
    """An error keeps something out of the bank or makes it wrong; a warning leaves it poorer than it could be."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a bank.

    Attributes:
        place: the file, and the line and column where there is one.
        message: what is wrong and what was expected, without the place.
        field: the path of the field inside the question or file, ``key_points[0].hints[1]``, or nothing.
        question: the question's id, or nothing.
        severity: error or warning.
    """

    place: Place
    message: str
    field: str = ""
    question: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return ``file:line:column: [question] field: message`` on one line, safe to print."""
        warning = "warning: " if self.severity is Severity.WARNING else ""
        question = f"[{self.question}] " if self.question else ""
        field = f"{self.field}: " if self.field else ""
        return plain(f"{self.place}: {warning}{question}{field}{self.message}").replace("\n", " ")


def capped(problems: Sequence[Problem]) -> list[Problem]:
    """Return one file's problems, errors first, those past :data:`SHOWN_PER_FILE` as a count of them."""
    ordered = sorted(problems, key=lambda problem: problem.severity)
    shown, hidden = ordered[:SHOWN_PER_FILE], ordered[SHOWN_PER_FILE:]
    if not hidden:
        return shown
    rest = Problem(Place(shown[0].place.file), f"{len(hidden)} more problems here", severity=hidden[0].severity)
    return [*shown, rest]
