"""Whether a challenge deserves trust: its solution passes, everything wrong fails, and for the reason it states."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interviewer.challenges.events import VERDICT_STAGES, Verdict
from interviewer.challenges.judge import Judge
from interviewer.knowledge.challenges import ChallengeFolder

FEWEST_WRONG = 4
"""Plausible wrong solutions that a challenge comes with, at least, beside the one that calls the built-in."""

_HEADER = re.compile(r"#\s*(fails|case|says):\s*(.+?)\s*")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a wrong solution must fail.

    Attributes:
        stage: one of :data:`~interviewer.challenges.events.VERDICT_STAGES`, or empty for any.
        case: the case in which it must fail, or empty for any.
        says: what the feedback must contain, or empty.
    """

    stage: str = ""
    case: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was tried on a challenge.

    Attributes:
        challenge: the challenge's id.
        what: the file or the thoughtless answer that was tried.
        fault: why the challenge cannot be trusted, or empty.
        verdict: how the file was judged, or None where nothing was run.
    """

    challenge: str
    what: str
    fault: str = ""
    verdict: Verdict | None = None


async def prove(folder: ChallengeFolder, judge: Judge, *, seed: int) -> list[Proof]:
    """Try a challenge's solution, its starter, its wrong solutions, and answers that nobody thought about.

    Args:
        folder: the challenge.
        judge: runs them, on its device.
        seed: what the cases are drawn from.
    """
    proofs = list(_of_files(folder))
    solved = await judge.verdict(folder.path, folder.solution, seed=seed, trusted=True)
    if solved.stage == "unavailable":
        return [*proofs, Proof(folder.id, "solution.py", "", solved)]
    proofs.append(Proof(folder.id, "solution.py", "" if solved.passed else f"fails: {told(solved)}", solved))
    tried = await judge.verdict(folder.path, folder.solution, visible_only=True, seed=seed, trusted=True)
    if tried.passed and not 0 < tried.of < solved.of:
        fault = f"{tried.of} of {solved.of} cases are visible: some must be, and some must not"
        proofs.append(Proof(folder.id, "cases.py", fault))
    starter = await judge.verdict(folder.path, folder.starter, seed=seed, trusted=True)
    proofs.append(Proof(folder.id, "starter.py", "passes" if starter.passed else "", starter))
    for file in folder.wrong:
        code = file.read_text(encoding="utf-8")
        verdict = await judge.verdict(folder.path, code, seed=seed, trusted=True)
        proofs.append(Proof(folder.id, f"wrong/{file.name}", unfounded(reason_of(code), verdict), verdict))
    probed = await judge.probe(folder.path, seed=seed)
    if probed.message:
        proofs.append(Proof(folder.id, "cases.py", probed.message))
    proofs += [Proof(folder.id, "cases.py", f"every case accepts {answer}") for answer in probed.passed]
    return proofs


def reason_of(code: str) -> Reason:
    """Return the reason that a wrong solution's first comment lines state."""
    stated: dict[str, str] = {}
    for line in code.splitlines():
        found = _HEADER.fullmatch(line)
        if found is None:
            break
        stated[found[1]] = found[2]
    return Reason(stated.get("fails", ""), stated.get("case", ""), stated.get("says", ""))


def unfounded(reason: Reason, verdict: Verdict) -> str:
    """Return how a verdict differs from the stated reason, or nothing."""
    if reason.stage not in VERDICT_STAGES:
        return f"does not begin with `# fails: <stage>`, one of {', '.join(VERDICT_STAGES)}"
    if verdict.passed:
        return f"passes, and should fail: {reason.stage}"
    if verdict.stage != reason.stage:
        return f"should fail at {reason.stage}, and fails at {told(verdict)}"
    if reason.case and verdict.case != reason.case:
        return f"should fail in the case {reason.case!r}, and fails at {told(verdict)}"
    if reason.says and reason.says not in "\n".join([verdict.message, *verdict.details]):
        return f"should say {reason.says!r}, and says {told(verdict)}"
    return ""


def told(verdict: Verdict) -> str:
    """Return a verdict in a line."""
    case = f", case {verdict.case!r}" if verdict.case else ""
    return f"{verdict.stage}{case}: {verdict.message}" if not verdict.passed else "passed"


def _of_files(folder: ChallengeFolder) -> Iterator[Proof]:
    names = [file.name for file in folder.wrong]
    plausible = [name for name in names if name != "builtin.py"]
    if len(plausible) < FEWEST_WRONG:
        yield Proof(folder.id, "wrong", f"{len(plausible)} wrong solutions; at least {FEWEST_WRONG} are needed")
    if folder.challenge.forbidden and "builtin.py" not in names:
        yield Proof(folder.id, "wrong", "something is forbidden, and no builtin.py shows that its use is found")


def faults(proofs: list[Proof], root: Path) -> list[str]:
    """Return the faults as lines, ``softmax/wrong/in_place.py: passes``."""
    return [f"{root / one.challenge / one.what}: {one.fault}" for one in proofs if one.fault]
