"""Opening what a user gets to be asked: the program's own bank and beside it their files, or a folder they name."""

from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.knowledge.bank import Bank
from interviewer.knowledge.loading import load_bank
from interviewer.paths import Paths, bundled_bank

if TYPE_CHECKING:
    from interviewer.knowledge.challenges import Challenges


def open_bank(paths: Paths, folder: Path | None = None) -> Bank:
    """Read the bank in ``folder``, or the program's own and the user's; its glossary and skills apply to both."""
    own = bundled_bank()
    folders = [folder] if folder else [own, *([paths.topics] if paths.topics.exists() else [])]
    return load_bank(folders, glossary=own / "glossary.yaml", pack=own / "pack.yaml", cache=paths.cache)


def open_challenges(paths: Paths, folder: Path | None = None) -> "Challenges":
    """Read the code challenges of the bank in ``folder`` where it has any, or the program's own and the user's."""
    from interviewer.knowledge.challenges import load_challenges
    from interviewer.knowledge.skills import declared_skills

    bundled = bundled_bank()
    shared = declared_skills(bundled / "pack.yaml")
    if folder is not None and (folder / "challenges").is_dir():
        return load_challenges(folder / "challenges", shared=shared)
    own = load_challenges(bundled / "challenges")
    return own.joined(load_challenges(paths.challenges, shared=shared)) if paths.challenges.exists() else own
