"""What the history keeps of code challenges: the code being written, and which were tried and solved."""

from dataclasses import dataclass

from interviewer.progress.history import History


@dataclass(frozen=True, slots=True)
class Tried:
    """How often code was submitted to a challenge, and whether any of it passed."""

    submissions: int
    solved: bool


def save_code(history: History, challenge: str, at: float, text: str) -> None:
    """Store the code being written for a challenge, in place of the code before.

    Raises:
        HistoryError: it could not be committed.
    """
    with history.writing() as write:
        write(
            "INSERT INTO code_draft (challenge, at, text) VALUES (?, ?, ?)"
            " ON CONFLICT (challenge) DO UPDATE SET at = excluded.at, text = excluded.text",
            (challenge, at, text.encode("utf-8", "replace").decode("utf-8")),
        )


def saved_code(history: History, challenge: str) -> str | None:
    """Return the code written last for a challenge; None where there is none.

    Raises:
        HistoryError: the history cannot be read.
    """
    rows = history.read("SELECT text FROM code_draft WHERE challenge = ?", (challenge,))
    return str(rows[0][0]) if rows else None


def tried(history: History) -> dict[str, Tried]:
    """Return every challenge that code was submitted to, by id.

    Raises:
        HistoryError: the history cannot be read.
    """
    rows = history.read("SELECT challenge, count(*), max(passed) FROM submission GROUP BY challenge")
    return {str(challenge): Tried(count, bool(passed)) for challenge, count, passed in rows}
