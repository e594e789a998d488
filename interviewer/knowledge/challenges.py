"""Code challenges: the format of ``challenge.yaml``, and the folders they are kept in."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from interviewer.knowledge.models import DanglingError, Flag, FollowUp, Model, Name, Number, Phrase, Text, Whole
from interviewer.knowledge.names import did_you_mean
from interviewer.knowledge.places import Place, dotted
from interviewer.knowledge.problems import Problem, capped
from interviewer.knowledge.reader import ReadError, read_file
from interviewer.knowledge.skills import declared_skills, skill_faults
from interviewer.knowledge.validation import problems_of

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=60)]
"""A Python name."""

WHOLE_FILES = ("starter.py", "solution.py", "cases.py")
"""What a challenge's folder holds beside ``challenge.yaml`` and ``wrong/*.py``."""


class UnknownChallengeError(LookupError):
    """No challenge has that id; the message names the nearest one."""


class Device(StrEnum):
    """Where a challenge can be done: on ``any`` device, or on ``cuda`` alone."""

    ANY = "any"
    CUDA = "cuda"


class Forbidden(Model):
    """What a submission must not use, and why.

    ``name`` is a torch function by any of its addresses (``torch.softmax`` covers ``Tensor.softmax`` and
    ``F.softmax``), an operator (``aten::_softmax``), a module (``nn.Softmax``) or an imported package (``numpy``).
    """

    name: Phrase
    why: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_a_name(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Limits(Model):
    """What one run may use: wall-clock seconds for all its cases, memory of all its processes, bytes of output."""

    seconds: Number = Field(default=10.0, gt=0, le=300)
    memory_mb: Whole = Field(default=2048, ge=512, le=65536)
    output_kb: Whole = Field(default=8192, ge=64, le=65536)


class Tolerance(Model):
    """How far values may be from the expected ones; None leaves it to the dtype."""

    rtol: Number | None = Field(default=None, ge=0, lt=1)
    atol: Number | None = Field(default=None, ge=0)


class Challenge(Model):
    """What ``challenge.yaml`` holds.

    ``hints`` are three, each telling more: the idea, the signature, the steps. ``entry`` lists the names that a
    submission must define. ``no_loops`` forbids ``for``, ``while`` and comprehensions.
    """

    id: Name
    title: Phrase
    topic: Name
    level: Whole = Field(ge=1, le=4)
    minutes: Number = Field(gt=0, le=120)
    statement: Text
    entry: list[Identifier] = Field(min_length=1)
    hints: list[Text] = Field(min_length=3, max_length=3)
    forbidden: list[Forbidden] = Field(default=[])
    no_loops: Flag = False
    device: Annotated[Device, Field(strict=False)] = Device.ANY
    limits: Limits = Limits()
    tolerance: Tolerance = Tolerance()
    follow_ups: list[FollowUp] = Field(default=[])
    skills: list[Phrase] = Field(default=[])
    sources: list[Phrase] = Field(default=[])

    @model_validator(mode="after")
    def _follow_ups_are_asked_after_a_pass(self) -> Self:
        faults = [
            (("follow_ups", i, "when"), "a challenge's follow-ups are asked after a pass: leave `when` out")
            for i, follow_up in enumerate(self.follow_ups)
            if follow_up.when != "covered"
        ]
        if faults:
            raise DanglingError(faults)
        return self


@dataclass(frozen=True, slots=True)
class ChallengeFolder:
    """A challenge and where its files are.

    Attributes:
        path: the folder.
        challenge: what its ``challenge.yaml`` says.
    """

    path: Path
    challenge: Challenge

    @property
    def id(self) -> str:
        """The challenge's id, which is the folder's name."""
        return self.challenge.id

    @property
    def starter(self) -> str:
        """The code that a candidate begins with."""
        return (self.path / "starter.py").read_text(encoding="utf-8")

    @property
    def solution(self) -> str:
        """The reference solution."""
        return (self.path / "solution.py").read_text(encoding="utf-8")

    @property
    def wrong(self) -> tuple[Path, ...]:
        """Submissions that must fail, each for the reason it states."""
        return tuple(sorted((self.path / "wrong").glob("*.py")))


@dataclass(frozen=True, slots=True)
class Challenges:
    """The challenges of a folder that loaded, by id, and what was wrong with the rest."""

    folders: dict[str, ChallengeFolder]
    problems: tuple[Problem, ...]

    def __iter__(self) -> Iterator[ChallengeFolder]:
        return iter(self.folders.values())

    def __len__(self) -> int:
        return len(self.folders)

    def joined(self, more: "Challenges") -> "Challenges":
        """Return these challenges and ``more``; of two with one id the first is kept and the second told."""
        twice = [
            Problem(
                Place(str(one.path)), f"there is a challenge called {one.id!r} already, in {self.folders[one.id].path}"
            )
            for one in more
            if one.id in self.folders
        ]
        return Challenges({**more.folders, **self.folders}, (*self.problems, *more.problems, *twice))

    def find(self, challenge_id: str) -> ChallengeFolder:
        """Return one challenge.

        Raises:
            UnknownChallengeError: there is none of that id.
        """
        try:
            return self.folders[challenge_id]
        except KeyError:
            close = did_you_mean(challenge_id, self.folders)
            raise UnknownChallengeError(f"no challenge is called {challenge_id[:60]!r}{close}") from None


def load_challenges(folder: Path, *, shared: Collection[str] = ()) -> Challenges:
    """Read every challenge in ``folder``, one in each sub-folder, by id; a faulty one is left out and told.

    Args:
        folder: where to look. Where a ``pack.yaml`` beside it declares skills, challenges may name no others.
        shared: skills that they may name besides.
    """
    declared = declared_skills(folder.parent / "pack.yaml")
    skills = {*declared, *shared} if declared else None
    found: dict[str, ChallengeFolder] = {}
    problems: list[Problem] = []
    try:
        inside = sorted(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith((".", "_")))
    except OSError as error:
        return Challenges({}, (Problem(Place(str(folder)), f"cannot be read: {error.strerror or error}"),))
    for one in inside:
        loaded = load_challenge(one, skills)
        if isinstance(loaded, ChallengeFolder):
            found[loaded.id] = loaded
        else:
            problems += loaded
    return Challenges(found, tuple(problems))


def load_challenge(folder: Path, skills: Collection[str] | None = None) -> ChallengeFolder | list[Problem]:
    """Return the challenge in ``folder``, or what is wrong with it; of skills it may name ``skills`` alone."""
    file = folder / "challenge.yaml"
    try:
        document = read_file(file)
    except ReadError as error:
        return [Problem(Place(str(file), error.mark), error.message)]
    try:
        challenge = Challenge.model_validate(document.data)
    except ValidationError as error:
        return capped(list(problems_of(error, Challenge, str(file), document, question=folder.name)))
    faults = [Problem(Place(str(folder / name)), "is missing") for name in WHOLE_FILES if not (folder / name).is_file()]
    if challenge.id != folder.name:
        place = Place(str(file), document.mark(("id",)))
        faults.append(Problem(place, f"should be the folder's name, {folder.name!r}, not {challenge.id!r}", "id"))
    for where, message in skill_faults(challenge.skills, skills) if skills is not None else ():
        faults.append(Problem(Place(str(file), document.mark(where)), message, dotted(where), challenge.id))
    return faults or ChallengeFolder(folder, challenge)
