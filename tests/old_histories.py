"""Real histories of earlier schemas, each written by the program as it was then."""

import sqlite3
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "histories"
VERSIONS = tuple(sorted(int(file.stem[1:]) for file in FOLDER.glob("v*.sql")))
"""The schemas there are files of; each with sessions ``first``, ``second`` and ``open``, from 2 on ``coded`` too."""


def write_old_history(path: Path, version: int) -> None:
    """Make a history as the program of that schema left it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as old:
        old.executescript((FOLDER / f"v{version}.sql").read_text(encoding="utf-8"))
