"""The skills that a pack declares: which of them a question or challenge may name, and what they are called."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from interviewer.knowledge.models import Fault, Pack
from interviewer.knowledge.names import did_you_mean
from interviewer.knowledge.reader import ReadError, read_file


def skill_faults(skills: Sequence[str], known: Collection[str]) -> Iterator[Fault]:
    """Yield those of a question's or challenge's skills that are not known."""
    for i, skill in enumerate(skills):
        if skill not in known:
            yield ("skills", i), f"no skill is called {skill!r}{did_you_mean(skill, known)}"


def declared_skills(pack: Path) -> Mapping[str, str]:
    """Return the titles by id of the skills that a ``pack.yaml`` declares.

    There are none where the file is missing, or where it is faulty, which reading the bank tells.
    """
    try:
        return Pack.model_validate(read_file(pack).data).skills
    except (ReadError, ValidationError):
        return {}
