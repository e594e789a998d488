"""Reading challenges for the commands, and writing what is asked."""

import sys
from pathlib import Path

from interviewer.cli.common import fail
from interviewer.knowledge.challenges import (
    ChallengeFolder,
    Challenges,
    Forbidden,
    UnknownChallengeError,
    load_challenges,
)
from interviewer.knowledge.skills import declared_skills
from interviewer.paths import bundled_bank

MOST_BYTES = 1 << 20
"""The largest file of code that is read."""


def read_challenges(folder: Path | None) -> Challenges:
    """Return the challenges in ``folder``, or the program's own; exits with status 1 when there are none."""
    bundled = bundled_bank()
    read = load_challenges(folder or bundled / "challenges", shared=declared_skills(bundled / "pack.yaml"))
    if not len(read):
        for problem in read.problems:
            print(problem, file=sys.stderr)
        fail(f"there is no challenge in {folder or 'the bank'}")
    return read


def find(challenge: str, folder: Path | None) -> ChallengeFolder:
    """Return one challenge; exits with status 1 when there is none of that id."""
    try:
        return read_challenges(folder).find(challenge)
    except UnknownChallengeError as error:
        fail(str(error))


def tell_problems(read: Challenges) -> None:
    """Say on standard error what did not load."""
    for problem in read.problems:
        print(problem, file=sys.stderr)


def read_code(file: Path) -> str:
    """Return a file's text; exits with status 1 when it cannot be read."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        fail(f"{file}: cannot be read: {error.strerror or error}")
    if len(content) > MOST_BYTES:
        fail(f"{file}: is larger than {MOST_BYTES >> 20} MiB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fail(f"{file}: is not UTF-8 at byte {error.start + 1}")


def describe(folder: ChallengeFolder) -> str:
    """Return what a challenge asks, and the code to begin with."""
    challenge = folder.challenge
    parts = [
        f"{challenge.title}\n{challenge.id}, {challenge.topic}, level {challenge.level}, {challenge.minutes:g} minutes",
        challenge.statement,
        f"To define: {', '.join(challenge.entry)}",
    ]
    banned = [_banned(one) for one in challenge.forbidden] + (["  loops"] if challenge.no_loops else [])
    if banned:
        parts.append("Forbidden:\n" + "\n".join(banned))
    parts.append(f"{len(challenge.hints)} hints are shown by the terminal interface.")
    parts.append(folder.starter.rstrip())
    return "\n\n".join(parts)


def _banned(one: Forbidden) -> str:
    return f"  {one.name}: {one.why}" if one.why else f"  {one.name}"
