"""From a submission to a verdict, formed in the referee out of raw values, stopping at the first thing wrong."""

import hashlib
import math
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from interviewer.challenges import feedback, wire
from interviewer.challenges.answers import devices_of, refuse, tensors_of, uses_of
from interviewer.challenges.assessing import assess
from interviewer.challenges.comparing import Finding, changed
from interviewer.challenges.events import CaseDone, Event, Output, Plot, Ratios, Run, Verdict
from interviewer.challenges.kit import Case, Results
from interviewer.challenges.reference import FaultyChallengeError, Reference
from interviewer.challenges.running import Allowance, Conversation, StoppedError
from interviewer.challenges.screening import screen
from interviewer.challenges.spares import NoSpareError, Spare

GRACE = 0.1
"""Seconds over its time that a submission gets, so that the line it hangs on is written down first."""


class FailedError(Exception):
    """The end of a run that has not passed; its fields are the verdict's."""

    def __init__(self, stage: str, message: str, *, case: str = "", details: tuple[str, ...] = (), line: int = 0):
        super().__init__(message)
        self.stage = stage
        self.message = message
        self.case = case
        self.details = details
        self.line = line


@dataclass(slots=True)
class Stop:
    """Lets another thread stop a run: it is told here, and its process is killed."""

    asked: bool = False
    spare: Spare | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def stop(self) -> None:
        """Stop the run, now or as soon as it begins."""
        with self.lock:
            self.asked = True
            if self.spare is not None:
                self.spare.kill()

    def holds(self, spare: Spare | None) -> None:
        """Say which process the run has, or that it has none any more."""
        with self.lock:
            self.spare = spare
            if self.asked and spare is not None:
                spare.kill()


class Judging:
    """One run.

    Args:
        run: what to judge.
        reference: the challenge.
        began: when the request came, on the monotonic clock.
        tell: receives the events.
    """

    def __init__(self, run: Run, reference: Reference, *, began: float, tell: Callable[[Event], None]) -> None:
        self._run = run
        self._reference = reference
        self._challenge = reference.folder.challenge
        self._began = began
        self._tell = tell
        self._seed = secrets.randbits(63) if run.seed is None else run.seed
        self._nonce = secrets.token_hex(8)
        self._forbidden: list[tuple[str, str, int]] = []
        self._steps: dict[str, int] = {}
        self._passed = 0
        self._of = 0
        self._where = ("", "")
        self.reusable = False
        """Whether the process that was taken can take the next trusted job."""

    @property
    def seed(self) -> int:
        """What the cases are drawn from."""
        return self._seed

    @property
    def _allowance(self) -> Allowance:
        limits = self._challenge.limits
        return Allowance(limits.memory_mb << 20, limits.output_kb << 10)

    def judge(self, take: Callable[[], Spare], stop: Stop, containment: str) -> None:
        """Run the submission and tell the verdict; the spare that was taken is left dead, for the caller to bury.

        Args:
            take: returns a spare.
            stop: lets another thread end the run.
            containment: the name of the rung in which spares run.
        """
        try:
            self._screen()
            self._converse(take(), stop, containment)
        except FailedError as failed:
            fields = {"stage": failed.stage, "message": failed.message, "case": failed.case}
            verdict = self._verdict(**fields, details=failed.details, line=failed.line)
        except FaultyChallengeError as error:
            verdict = self._verdict(stage="challenge", message=f"The challenge itself is at fault: {error}")
        except NoSpareError as error:
            verdict = self._verdict(stage="unavailable", message=str(error))
        else:
            return
        if stop.asked:
            verdict = self._verdict(stage="cancelled", message="The run was stopped.")
        self._tell(verdict)

    def _verdict(self, **fields: Any) -> Verdict:
        forbidden = tuple(_place(seen, line) for _, seen, line in self._forbidden)
        containment, device = self._where
        fields = {name: feedback.harmless(value) for name, value in fields.items()}
        return Verdict(
            self._run.id,
            passed="stage" not in fields,
            seed=self._seed,
            ms=round(_since(self._began), 1),
            forbidden=forbidden,
            cases=self._passed,
            of=self._of,
            containment=containment,
            device=device,
            **fields,
        )

    def _screen(self) -> None:
        names = [one.name for one in self._challenge.forbidden]
        screened = screen(self._run.code, forbidden=names, no_loops=self._challenge.no_loops)
        if screened.fault:
            text = (f"line {screened.line}:\n    {screened.text.strip()}",) if screened.text else ()
            message = f"line {screened.line}: SyntaxError: {screened.fault}"
            raise FailedError("syntax", message, details=text, line=screened.line)
        self._forbidden += [(name, name, line) for name, line in screened.forbidden]

    def _converse(self, spare: Spare, stop: Stop, containment: str) -> None:
        stop.holds(spare)
        talk: Conversation | None = None
        try:
            device = str(spare.wait_until_warm().get("device"))
            self._where = (containment, device)
            if self._challenge.device == "cuda" and not device.startswith("cuda"):
                raise NoSpareError("This challenge needs a CUDA device, and there is none here.")
            talk = Conversation(spare, self._allowance, wrote=self._wrote, drew=self._drew)
            try:
                cases = self._run_cases(talk, device)
                self._refuse_forbidden()
                self._pass(talk, cases, device)
            except FailedError as failed:
                if self._run.trusted and failed.stage not in _FATAL:
                    self._end(talk, time.monotonic() + _PATIENCE)
                    self.reusable = True
                raise
            self.reusable = self._run.trusted
        finally:
            if talk is not None:
                if self.reusable:
                    talk.send({"kind": "leave"})
                talk.finish()
            if not self.reusable:
                spare.kill()
            stop.holds(None)

    def _run_cases(self, talk: Conversation, device: str) -> list[Case]:
        limits = self._challenge.limits
        end = time.monotonic() + limits.seconds
        job = {"nonce": self._nonce, "trusted": self._run.trusted, "code": self._run.code}
        job |= {"cases": self._reference.cases_source, "entry": self._challenge.entry}
        job |= {"watched": [one.name for one in self._challenge.forbidden]}
        job |= {"seconds": limits.seconds, "memory_mb": limits.memory_mb}
        # In the lowest rung nothing else closes the solution.
        closed = [str(self._reference.folder.path)] if self._where[0] == "unprotected" else []
        talk.send({**job, "closed": closed})
        self._expect(talk, "loaded", end, None)
        chosen = [one for one in self._reference.cases(self._seed) if one.visible or not self._run.visible_only]
        self._of = len(chosen)
        # On a graphics card the CPU's results are compared as well.
        devices = dict.fromkeys(["cpu", device] if self._challenge.device != "cuda" else [device])
        for index, case in enumerate(chosen):
            began = time.monotonic()
            passed = False
            try:
                for one in devices:
                    self._run_case(talk, _Turn(index, case, one, end))
                passed = True
            finally:
                self._tell(CaseDone(self._run.id, case.name, case.visible, passed=passed, ms=_since(began)))
            self._passed += 1
        return chosen

    def _pass(self, talk: Conversation, cases: list[Case], device: str) -> None:
        """End the job, tell that it has passed, and unless it is only a try, how fast it was."""
        self._end(talk, time.monotonic() + _PATIENCE)
        # What was written belongs before the verdict.
        talk.listen()
        more = not (self._run.trusted or self._run.visible_only)
        self._tell(self._verdict(more=more))
        if more:
            self._tell(self._ratios(talk, max(cases, key=_size), device))

    def _ratios(self, talk: Conversation, case: Case, device: str) -> Ratios:
        tensors: wire.Tensors = {}
        words = {"case": wire.encode(vars(case), tensors), "device": device, "seed": 0}
        talk.send({"kind": "measure", **words}, tensors)
        try:
            said, _ = self._expect(talk, "measured", time.monotonic() + _PATIENCE, None)
            seconds, memory = self._reference.cost(
                lambda: Case(**wire.decode(words["case"], wire.from_bytes(wire.to_bytes(tensors)), device)), device
            )
            return Ratios(self._run.id, _ratio(said.get("seconds"), seconds), _ratio(said.get("memory"), memory))
        except (FailedError, FaultyChallengeError):
            return Ratios(self._run.id)

    def _end(self, talk: Conversation, deadline: float) -> None:
        """See that nothing comes after the last answer."""
        talk.send({"kind": "done"})
        self._expect(talk, "ended", deadline, None)

    def _run_case(self, talk: Conversation, turn: "_Turn") -> None:
        case = turn.case
        began = time.monotonic()
        tensors: wire.Tensors = {}
        words = {"case": wire.encode(vars(case), tensors), "index": turn.index, "device": turn.device}
        seconds = min(case.seconds or math.inf, max(0.0, turn.end - began))
        seed = _case_seed(self._seed, turn.index)
        talk.send({"kind": "case", "seed": seed, "seconds": seconds, **words}, tensors)
        # The child computes while the referee does.
        kept = wire.from_bytes(wire.to_bytes(tensors)) if tensors else {}
        before = [case.args, case.kwargs]
        want = self._reference.results(Case(**wire.decode(words["case"], kept)), seed)
        reply, answered = self._expect(talk, "answer", began + seconds, case, index=turn.index)
        finding, said = self._look(turn, want, before, reply, answered)
        if finding is None and not said:
            return
        entry = " / ".join(self._challenge.entry)
        call = f"The call: {feedback.say_call(entry, case)}"
        if finding is None:
            raise FailedError("value", said, case=case.name, details=(call,))
        message, details = feedback.say(finding)
        raise FailedError(finding.stage, message, case=case.name, details=(*details, call))

    def _look(
        self, turn: "_Turn", want: Results, before: list[Any], reply: dict[str, Any], answered: wire.Tensors
    ) -> tuple[Finding | None, str]:
        """Return the first thing wrong with an answer, or else what the challenge's own check says of it."""
        case = turn.case
        try:
            got = wire.decode(reply.get("results"), answered, trusted=False)
            after = wire.decode(reply.get("inputs"), answered, trusted=False)
        except wire.MalformedError as error:
            raise self._stopped(StoppedError("answer", str(error)), case) from error
        if not isinstance(got, dict) or not all(isinstance(name, str) for name in got):
            raise self._stopped(StoppedError("answer", "the results have no names"), case)
        finding, said = assess(
            self._reference,
            case,
            want,
            got,
            devices=devices_of(reply.get("results")),
            device=turn.device.partition(":")[0],
        )
        if finding is None and not said and not case.mutates:
            finding = changed(before, after)
        return finding, said

    def _expect(
        self, talk: Conversation, kind: str, deadline: float, case: Case | None, *, index: int | None = None
    ) -> tuple[dict[str, Any], wire.Tensors]:
        """Return the next frame, which must be of this kind, of this run, and about this case.

        Raises:
            FailedError: it tells of a failure.
            StoppedError: it does not come, or is another.
        """
        try:
            words, body = talk.receive(deadline + GRACE)
            own = words.get("nonce") == self._nonce
            self._note(words.get("uses", []) if own else [])
            # In tuples, for what came may be anything and have no hash.
            if not own or words.get("kind") not in (kind, "failed") or words.get("index") not in (index, None):
                refuse("it is not what was asked for, or one too many")
            tensors = tensors_of(body)
        except StoppedError as stopped:
            raise self._stopped(stopped, case) from stopped
        if words["kind"] == "failed":
            raise self._failure(words, case)
        return words, tensors

    def _failure(self, words: dict[str, Any], case: Case | None) -> FailedError:
        stage = words.get("stage")
        try:
            message, details = feedback.say_failure(words)
            line = int(words.get("line") or 0)
        except (TypeError, ValueError, AttributeError):
            return FailedError("answer", "Your code sent something that is no answer.")
        if stage == "challenge":
            raise FaultyChallengeError(message)
        if case is not None:
            details = (*details, f"The call: {feedback.say_call(' / '.join(self._challenge.entry), case)}")
        known = stage if isinstance(stage, str) and stage in _TOLD_BY_THE_CHILD else "error"
        return FailedError(str(known), message, case=case.name if case else "", details=details, line=line)

    def _stopped(self, stopped: StoppedError, case: Case | None = None) -> FailedError:
        limits, at = self._challenge.limits, f" It was at line {stopped.line}." if stopped.line else ""
        seconds = min(limits.seconds, (case.seconds if case else None) or math.inf)
        message = {
            "time": f"There was no answer within {seconds:g} seconds.{at}",
            "memory": f"It used more than {limits.memory_mb} MiB of memory and was stopped.{at}",
            "output": f"It wrote more than {limits.output_kb} KiB and was stopped.{at}",
            "answer": f"What came back is no answer: {stopped}.",
            "died": f"{stopped}{at}",
        }[stopped.stage]
        details: tuple[str, ...] = ()
        lines = self._run.code.splitlines()
        if 0 < stopped.line <= len(lines):
            details = (f"line {stopped.line}:\n    {lines[stopped.line - 1].strip()}",)
        return FailedError(stopped.stage, message, case=case.name if case else "", details=details, line=stopped.line)

    def _note(self, uses: Any) -> None:
        for name, seen, line in uses_of(uses):
            if not any(known == line and line for _, _, known in self._forbidden):
                self._forbidden.append((name, seen, line))

    def _refuse_forbidden(self) -> None:
        if not self._forbidden:
            return
        name, seen, line = self._forbidden[0]
        why = next((one.why for one in self._challenge.forbidden if one.name == name and one.why), "")
        message = f"Forbidden: {_place(seen, line)}.{f' {why}' if why else ''}"
        more = tuple(f"Forbidden too: {_place(seen, line)}." for _, seen, line in self._forbidden[1:])
        raise FailedError("forbidden", message, details=more, line=line)

    def _wrote(self, stream: str, text: str) -> None:
        self._tell(Output(self._run.id, stream, text))

    def _drew(self, name: str, value: float) -> None:
        step = self._steps[name] = self._steps.get(name, -1) + 1
        self._tell(Plot(self._run.id, name, step, value))


@dataclass(frozen=True, slots=True)
class _Turn:
    """One case on one device, and when the run's time is over."""

    index: int
    case: Case
    device: str
    end: float


_FATAL = {"time", "memory", "output", "died", "answer"}
"""Stages after which a process cannot be used again."""

_PATIENCE = 2.0
"""Seconds in which a trusted submission that has failed must come to its end."""

_TOLD_BY_THE_CHILD = {"syntax", "import", "entry", "error", "type", "gradient", "memory", "died", "answer"}


def _place(seen: str, line: int) -> str:
    return f"{seen}, line {line}" if line else seen


def _case_seed(seed: int, index: int) -> int:
    """Return the seed of torch's global generator in one case, from which the run's own cannot be found."""
    digest = hashlib.blake2b(f"{seed} {index}".encode(), digest_size=7).digest()
    return int.from_bytes(digest)


def _size(case: Case) -> int:
    tensors: wire.Tensors = {}
    wire.encode([case.args, case.kwargs], tensors)
    return sum(one.numel() for one in tensors.values())


def _ratio(own: Any, reference: float) -> float | None:
    known = isinstance(own, int | float) and own > 0 and reference > 0
    return round(own / reference, 3) if known else None


def _since(began: float) -> float:
    return round(1000 * (time.monotonic() - began), 2)
