"""Opening the bank that a user gets: the program's own and beside it their topic files, or a folder they name."""

from pathlib import Path

from interviewer.knowledge.bank import Bank
from interviewer.knowledge.loading import load_bank
from interviewer.paths import Paths, bundled_bank


def open_bank(paths: Paths, folder: Path | None = None) -> Bank:
    """Read the bank in ``folder``, or the program's own and the user's; the program's glossary applies to both."""
    own = bundled_bank()
    folders = [folder] if folder else [own, *([paths.topics] if paths.topics.exists() else [])]
    return load_bank(folders, glossary=own / "glossary.yaml", cache=paths.cache)
