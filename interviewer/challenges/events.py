"""What the interface asks of the referee and what the referee tells it, as values and as JSON lines."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any, TypeAlias, get_args

VERDICT_STAGES = (
    *("syntax", "import", "entry", "error", "type", "shape", "dtype", "device", "finite", "value", "gradient"),
    *("mutation", "forbidden", "time", "memory", "output", "died", "answer"),
)
"""Where a submission can fail, about in the order in which it is looked at."""

OTHER_STAGES = ("cancelled", "challenge", "unavailable")
"""Where a run can end through no fault of the submission: stopped, a faulty challenge, no process to run it in."""


@dataclass(frozen=True, slots=True)
class Run:
    """Judge some code.

    Attributes:
        id: the caller's name for the run; every event about it carries it.
        challenge: the challenge's folder.
        code: the submission.
        visible_only: whether only the visible cases are run.
        seed: what the cases are drawn from, 0 to 2**63 - 1, or None for a secret one.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1`` or ``mps``.
        python: the interpreter to run it in, or empty for the program's own.
        trusted: whether the code comes with the challenge, so that its process may be used again for the next such.
    """

    id: str
    challenge: str
    code: str
    visible_only: bool = False
    seed: int | None = None
    device: str = "auto"
    python: str = ""
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop a run, now."""

    id: str


@dataclass(frozen=True, slots=True)
class Warm:
    """Get processes ready for runs on this device with this interpreter."""

    device: str = "auto"
    python: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """Judge answers that were made without thought, zeros and the like, to see that a challenge's cases reject them.

    Attributes:
        id: the caller's name for it.
        challenge: the challenge's folder.
        seed: what the cases are drawn from.
    """

    id: str
    challenge: str
    seed: int


Request: TypeAlias = Run | Cancel | Warm | Probe


@dataclass(frozen=True, slots=True)
class Ready:
    """A process is warm.

    Attributes:
        containment: ``isolated``, ``limited`` or ``unprotected``.
        why: a sentence on that for the user.
        device: ``cpu``, ``cuda`` or ``mps``.
        name: what the device is called.
        free_mb: its free memory, in MiB.
        torch: torch's version in that process.
    """

    containment: str
    why: str
    device: str
    name: str
    free_mb: int
    torch: str


@dataclass(frozen=True, slots=True)
class NotReady:
    """No process gets warm, and why, in a sentence for the user."""

    message: str


@dataclass(frozen=True, slots=True)
class Started:
    """A run has begun; with ``seed`` it can be run again."""

    id: str
    seed: int


@dataclass(frozen=True, slots=True)
class Output:
    """Text that the submission wrote to ``stdout`` or ``stderr``, safe to show."""

    id: str
    stream: str
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A point of a curve; ``step`` counts the curve's points from 0."""

    id: str
    name: str
    step: int
    value: float


@dataclass(frozen=True, slots=True)
class CaseDone:
    """One case has been judged; ``ms`` is how long it took, from its inputs being sent."""

    id: str
    name: str
    visible: bool
    passed: bool
    ms: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a run ended. All text is safe to show.

    Attributes:
        id: the run's.
        passed: whether every case passed.
        stage: where it failed, one of :data:`VERDICT_STAGES` or :data:`OTHER_STAGES`; empty after a pass.
        message: what is wrong, in a sentence.
        case: the case that failed, or empty.
        details: more about it in paragraphs: the call, the values around the worst element, the lines that ran.
        line: the submission's line that is at fault, or 0 where there is none.
        forbidden: what was used though it is forbidden, ``torch.softmax, line 7``.
        seed: what the cases were drawn from.
        ms: milliseconds from the request to the verdict.
        cases: how many cases passed.
        of: how many there are in such a run.
        containment: the rung in which the submission ran, or empty where it did not.
        device: where it ran, or empty.
        more: whether a :class:`Ratios` follows.
    """

    id: str
    passed: bool
    stage: str = ""
    message: str = ""
    case: str = ""
    details: tuple[str, ...] = ()
    line: int = 0
    forbidden: tuple[str, ...] = ()
    seed: int = 0
    ms: float = 0.0
    cases: int = 0
    of: int = 0
    containment: str = ""
    device: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class Probed:
    """Which thoughtless answers, by name, pass every case of a challenge; empty is good."""

    id: str
    passed: tuple[str, ...]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Ratios:
    """After a pass: the largest case beside the reference solution's, 0.5 for half as much; None where unknown.

    Attributes:
        id: the run's.
        time: its time.
        memory: its peak of memory, which is known on CUDA alone.
    """

    id: str
    time: float | None = None
    memory: float | None = None


@dataclass(frozen=True, slots=True)
class RefereeDied:
    """The referee's process has ended on its own; another is started for the next request."""

    id: str
    message: str


Event: TypeAlias = Ready | NotReady | Started | Output | Plot | CaseDone | Verdict | Probed | Ratios | RefereeDied

_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (*get_args(Request), *get_args(Event))}


def to_line(message: Request | Event) -> bytes:
    """Write a request or an event as a line of JSON."""
    fields = {name.name: getattr(message, name.name) for name in dataclasses.fields(message)}
    return json.dumps({type(message).__name__: fields}).encode() + b"\n"


def from_line(line: bytes) -> Any:
    """Read what :func:`to_line` wrote.

    Raises:
        ValueError: the line is nothing of the kind.
    """
    try:
        ((kind, fields),) = json.loads(line).items()
        made = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
        return _KINDS[kind](**made)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"no request and no event: {line[:80]!r}") from error
