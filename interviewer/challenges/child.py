"""A spare: a process that warms up, takes one job, runs a submission on the cases it is sent, and ends.

It holds inputs and nothing else: no expected value, no reference solution, no comparison. What it answers is believed
as far as the values go, and not further.
"""

import builtins
import contextlib
import faulthandler
import gc
import importlib
import json
import linecache
import math
import os
import sys
import threading
import traceback
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any, BinaryIO

import torch

from interviewer.challenges import confine, kit, wire
from interviewer.challenges.measuring import measure
from interviewer.challenges.watching import FILE, SUBMISSION, Watch

LONGEST_MESSAGE = 2000
MOST_FRAMES = 6
_BEFORE_THE_END = 0.15
"""Seconds before a deadline at which the running line is written down, so that it is known when the end comes."""


def main() -> None:
    """Serve one job. The first argument is JSON: the numbers of two descriptors to write to, and the device."""
    order = json.loads(sys.argv[1])
    # The candidate's standard input is empty; the jobs come through a descriptor that they are not told of.
    requests = os.fdopen(os.dup(0), "rb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    for descriptor in (order["answers"], order["hung"]):
        os.set_inheritable(descriptor, False)
    confine.apply(confine.Limits())
    # The line that a segmentation fault comes from is written down too.
    faulthandler.enable(order["hung"], all_threads=False)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text
    device = choose_device(order["device"])
    warm_up(device)
    channel = _Channel(requests, order["answers"])
    channel.send({"kind": "ready", **describe(device)})
    job = channel.receive()
    while job is not None:
        _Job(job[0], channel, device, order["hung"]).serve()
        job = channel.receive() if job[0]["trusted"] else None
    # Nothing that the candidate has registered or started delays the end.
    os._exit(0)


def choose_device(wanted: str) -> str:
    """Return ``wanted``, or for ``auto`` the best device here."""
    if wanted != "auto":
        return wanted
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def describe(device: str) -> dict[str, Any]:
    """Return the device's kind, its name and free memory in MiB where torch knows them, and torch's version."""
    about: dict[str, Any] = {"device": device, "torch": torch.__version__, "name": "", "free_mb": 0}
    if device.startswith("cuda"):
        about["name"] = torch.cuda.get_device_name(device)
        about["free_mb"] = torch.cuda.mem_get_info(device)[0] >> 20
    return about


def warm_up(device: str) -> None:
    """Load and start what a first job would wait for: the modes, autograd, the optimizers' machinery, the device."""
    # Results are compared with those of the CPU.
    torch.backends.cudnn.allow_tf32 = False
    # An optimizer's first step imports it.
    importlib.import_module("torch._dynamo")

    watch = Watch(["aten::none", "torch.none", "nn.None"])
    with watch.watching():
        x = torch.ones(4, 3, device=device, requires_grad=True)
        layer = torch.nn.Linear(3, 2).to(device)
        kit.gradients(torch.softmax(layer(x), -1), {"x": x})
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.0)
    layer(x).sum().backward()
    optimizer.step()
    tensors: wire.Tensors = {}
    wire.decode(wire.encode([x, 1], tensors), wire.from_bytes(wire.to_bytes(tensors)), device)
    gc.collect()
    # What is loaded by now stays, so the collector need not look at it again.
    gc.freeze()


class _Channel:
    """Frames in from the referee and out to it; several threads may send."""

    def __init__(self, requests: BinaryIO, answers: int) -> None:
        self._requests = requests
        self._answers = answers
        self._lock = threading.Lock()
        self._write: Callable[[int, Any], int] = os.write

    def receive(self) -> tuple[dict[str, Any], wire.Tensors] | None:
        """Return the next frame, or None at the end."""
        head = self._requests.read(wire.HEAD.size)
        if len(head) < wire.HEAD.size:
            return None
        words, tensors = wire.HEAD.unpack(head)
        content = self._requests.read(words)
        return json.loads(content), wire.from_bytes(self._requests.read(tensors))

    def send(self, words: dict[str, Any]) -> None:
        self.write(wire.pack(words))

    def write(self, frame: bytes) -> None:
        rest = memoryview(frame)
        with self._lock:
            while rest:
                rest = rest[self._write(self._answers, rest) :]


class _Job:
    """One submission, run on one case after another."""

    def __init__(self, job: dict[str, Any], channel: _Channel, device: str, hung: int) -> None:
        self._job = job
        self._channel = channel
        self._device = device
        self._hung = hung
        self._watch = Watch(job["watched"])

    def serve(self) -> None:
        """Run the submission on the cases that come, until the end of the job is told."""
        seconds = self._job["seconds"]
        if self._job["trusted"]:
            # What the job before may have left; limits could never be raised again.
            torch.set_grad_enabled(True)
            torch.set_default_dtype(torch.float32)
        else:
            cores = os.cpu_count() or 1
            # The driver of a GPU reserves far more memory than it uses.
            memory = self._job["memory_mb"] << 20 if self._device == "cpu" else None
            confine.apply(confine.Limits(cpu_seconds=math.ceil(seconds * cores) + 1, memory_bytes=memory))
            confine.close(self._job["closed"])
        kit.draw_with(lambda name, value: self._send({"kind": "plot", "name": name, "value": value}))
        self._write_down_the_line_before(seconds)
        exercise = self._exercise()
        entry = None if exercise is None else self._load()
        if entry is not None:
            self._send({"kind": "loaded"})
        while (frame := self._channel.receive()) is not None and frame[0]["kind"] != "leave":
            if frame[0]["kind"] == "done":
                self._send({"kind": "ended"})
            elif exercise is not None:
                (self._run if frame[0]["kind"] == "case" else self._measure)(exercise, entry, *frame)
        faulthandler.cancel_dump_traceback_later()

    def _run(self, exercise: Callable[..., Any], entry: Any, words: dict[str, Any], tensors: wire.Tensors) -> None:
        case = kit.Case(**wire.decode(words["case"], tensors, words["device"]))
        inputs = [case.args, case.kwargs]
        self._write_down_the_line_before(words["seconds"])
        try:
            torch.manual_seed(words["seed"])
            with self._watch.watching():
                results = exercise(entry, case)
            answered: wire.Tensors = {}
            reply = {"kind": "answer", "index": words["index"], "results": wire.encode(results, answered)}
            # With the inputs, so that a change to them is seen.
            reply |= {"inputs": wire.encode(inputs, answered), "uses": self._watch.uses}
            frame = self._packed(reply, answered)
        except BaseException as error:  # whatever it is, it is the candidate's to know
            _flush()
            self._send({"kind": "failed", "uses": self._watch.uses, **explain(error)})
            return
        _flush()
        self._channel.write(frame)

    def _packed(self, reply: dict[str, Any], answered: wire.Tensors) -> bytes:
        """Return the frame of an answer.

        Raises:
            UnfitError: it is too large.
        """
        try:
            return wire.pack({"nonce": self._job["nonce"], **reply}, answered, limited=True)
        except wire.TooLargeError as error:
            raise kit.UnfitError(f"the answer cannot be sent: {error}.", "answer") from error
        except (MemoryError, RuntimeError) as error:
            if _stage(error) != "memory":
                raise
            size, most = wire.bytes_of(answered) >> 20, self._job["memory_mb"]
            told = f"it is {size} MiB large, and its copies take more than the {most} MiB that your code may use."
            raise kit.UnfitError(f"the answer cannot be sent: {told}", "memory") from error

    def _measure(self, exercise: Callable[..., Any], entry: Any, words: dict[str, Any], tensors: wire.Tensors) -> None:
        def prepare() -> kit.Case:
            torch.manual_seed(words["seed"])
            return kit.Case(**wire.decode(words["case"], tensors, words["device"]))

        try:
            seconds, memory = measure(lambda case: exercise(entry, case), prepare, words["device"])
        except BaseException as error:  # it passed before; what it does now only costs it the figures
            self._send({"kind": "failed", **explain(error)})
            return
        self._send({"kind": "measured", "seconds": seconds, "memory": memory})

    def _exercise(self) -> Callable[..., Any] | None:
        module = _module("cases")
        try:
            exec(compile(self._job["cases"], "cases.py", "exec"), vars(module))  # noqa: S102 - the challenge's own code
        except BaseException as error:  # told, not raised: the run ends either way
            self._send({"kind": "failed", **explain(error), "stage": "challenge"})
            return None
        exercise: Callable[..., Any] = vars(module).get("exercise", kit.call)
        return exercise

    def _load(self) -> Any:
        """Run the submission's module and return what it must define, or None when that has failed and is told."""
        code: str = self._job["code"]
        # So that tracebacks, warnings and inspect find the lines.
        linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
        module = _module(SUBMISSION)
        vars(module).update(__file__=FILE, plot=kit.plot, __builtins__=builtins)
        try:
            exec(compile(code, FILE, "exec"), vars(module))  # noqa: S102 - what this process is for
        except BaseException as error:  # whatever it is, it is the candidate's to know
            _flush()
            failure = explain(error)
            stage = "import" if failure["stage"] == "error" else failure["stage"]
            self._send({"kind": "failed", **failure, "stage": stage})
            return None
        names: list[str] = self._job["entry"]
        missing = [name for name in names if not callable(vars(module).get(name))]
        if missing:
            defined = [name for name, value in vars(module).items() if callable(value) and not name.startswith("__")]
            kind = type(vars(module)[missing[0]]).__name__ if missing[0] in vars(module) else ""
            words = {"missing": missing[0], "is": kind, "defined": [one for one in defined if one != "plot"][:50]}
            self._send({"kind": "failed", "stage": "entry", **words})
            return None
        found = [vars(module)[name] for name in names]
        self._watch.entries(found)
        return found[0] if len(names) == 1 else SimpleNamespace(**dict(zip(names, found, strict=True)))

    def _write_down_the_line_before(self, seconds: float) -> None:
        faulthandler.dump_traceback_later(max(0.05, seconds - _BEFORE_THE_END), file=self._hung)

    def _send(self, words: dict[str, Any]) -> None:
        self._channel.send({"nonce": self._job["nonce"], **words})


def explain(error: BaseException) -> dict[str, Any]:
    """Return what went wrong: the stage, a message, the submission's line, and its frames from the outermost in."""
    frames = [
        [frame.lineno or 0, frame.name, (frame.line or "")[:200]]
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == FILE
    ]
    line = frames[-1][0] if frames else 0
    if isinstance(error, SyntaxError) and error.filename == FILE:
        line = error.lineno or 0
        frames = [[line, "", (error.text or "").rstrip()[:200]]]
    shown = frames if len(frames) <= 2 * MOST_FRAMES else [*frames[:MOST_FRAMES], *frames[-MOST_FRAMES:]]
    about = {"message": _message(error), "type": type(error).__name__[:100], "line": line, "frames": shown}
    return {"stage": _stage(error), **about, "hidden_frames": len(frames) - len(shown)}


def _stage(error: BaseException) -> str:
    if isinstance(error, kit.UnfitError):
        return error.stage
    if isinstance(error, SyntaxError) and error.filename == FILE:
        return "syntax"
    if isinstance(error, SystemExit):
        return "died"
    out_of_memory = ("can't allocate memory", "not enough memory", "out of memory")
    said = isinstance(error, RuntimeError) and any(words in _message(error) for words in out_of_memory)
    return "memory" if said or isinstance(error, MemoryError) else "error"


def _message(error: BaseException) -> str:
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:  # a stranger's __str__ may raise anything
        return "its message cannot be shown"
    return str(text)[:LONGEST_MESSAGE]


def _module(name: str) -> ModuleType:
    module = ModuleType(name)
    # Dataclasses, typing and inspect look a class's module up.
    sys.modules[name] = module
    return module


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        # The candidate may have closed or replaced it.
        with contextlib.suppress(Exception):
            stream.flush()
