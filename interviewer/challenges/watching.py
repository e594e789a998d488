"""Which forbidden things a submission uses while it runs, and on which line of it.

A dispatch mode sees every operator however it was reached, a function mode sees composite functions that dissolve into
operators, and a hook sees modules. It runs in the candidate's process, so it advises and cannot be relied upon: a
candidate who defeats it cheats nobody else.
"""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any, NamedTuple

from torch.nn.modules.module import register_module_forward_pre_hook
from torch.overrides import TorchFunctionMode, resolve_name
from torch.utils._python_dispatch import TorchDispatchMode

SUBMISSION = "solution"
"""The module that a submission is; its code says it comes from ``solution.py``."""

FILE = f"{SUBMISSION}.py"


class Use(NamedTuple):
    """Something forbidden that was used.

    Attributes:
        name: the forbidden name, as the challenge has it.
        seen: what was used in fact, ``torch.Tensor.softmax``.
        line: the submission's line, or 0 where none of its lines was running.
    """

    name: str
    seen: str
    line: int


class Watch:
    """Watches for names that a challenge forbids: ``aten::_softmax``, ``nn.Softmax``, ``torch.softmax``.

    Attributes:
        uses: what was seen, in order, once a line.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.uses: list[Use] = []
        self._operators = {name: name for name in names if name.startswith("aten::")}
        self._modules = {name.rpartition(".")[2]: name for name in names if is_module(name)}
        self._functions = {
            name.rpartition(".")[2]: name for name in names if "." in name and not is_module(name) and "::" not in name
        }
        self._entries: tuple[Any, ...] = ()

    def entries(self, entries: Sequence[Any]) -> None:
        """Say what the submission defines, so that ``softmax = torch.softmax``, which runs no line of it, is seen."""
        self._entries = tuple(entries)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch this thread, and those it starts, inside the context."""
        with self._modes(), self._threads():
            yield

    @contextmanager
    def _modes(self) -> Iterator[None]:
        with ExitStack() as stack:
            if self._modules:
                hook = register_module_forward_pre_hook(self._module)
                stack.callback(hook.remove)
            if self._functions:
                stack.enter_context(_Functions(self._function))
            if self._operators:
                stack.enter_context(_Operators(self._operator))
            yield

    @contextmanager
    def _threads(self) -> Iterator[None]:
        """Modes belong to a thread, so every thread that is started in the context gets its own."""
        start = threading.Thread.start

        def start_watched(thread: threading.Thread) -> None:
            run = thread.run

            def run_watched() -> None:
                with self._modes():
                    run()

            thread.run = run_watched  # type: ignore[method-assign]  # the thread about to start is the one to watch
            start(thread)

        threading.Thread.start = start_watched  # type: ignore[assignment,method-assign]  # put back below
        try:
            yield
        finally:
            threading.Thread.start = start  # type: ignore[method-assign]  # what it was

    def _operator(self, operator: Any) -> None:
        name = getattr(getattr(operator, "_schema", None), "name", "")
        if name in self._operators:
            self._note(name, name)

    def _function(self, function: Any) -> None:
        name = self._functions.get(getattr(function, "__name__", ""))
        if name is not None:
            self._note(name, resolve_name(function) or name)

    def _module(self, module: Any, args: Any) -> None:
        del args
        for kind in type(module).__mro__:
            name = self._modules.get(kind.__name__)
            if name is not None and kind.__module__.startswith("torch."):
                self._note(name, f"torch.nn.{kind.__name__}", own=type(module).__module__ == SUBMISSION)

    def _note(self, name: str, seen: str, *, own: bool = False) -> None:
        line = _line(sys._getframe(1))
        if line is None and not own and all(_written_by_candidate(one) for one in self._entries):
            # The exercise itself uses it, in a challenge that forbids only the candidate to.
            return
        if not any(use.line == (line or 0) for use in self.uses):
            self.uses.append(Use(name, seen, line or 0))


def is_module(name: str) -> bool:
    """Return whether a forbidden name is a module's, ``nn.Softmax``."""
    path, _, last = name.rpartition(".")
    return path in {"nn", "torch.nn"} and last[:1].isupper()


def _line(frame: FrameType | None) -> int | None:
    """Return the line of the submission that runs, or None."""
    while frame is not None:
        if frame.f_code.co_filename == FILE:
            return frame.f_lineno
        # A class of the submission that inherits all it does runs no line of it.
        if getattr(type(frame.f_locals.get("self")), "__module__", None) == SUBMISSION:
            return 0
        frame = frame.f_back
    return None


def _written_by_candidate(entry: Any) -> bool:
    code = getattr(entry, "__code__", None)
    return code.co_filename == FILE if code is not None else getattr(entry, "__module__", None) == SUBMISSION


class _Functions(TorchFunctionMode):  # type: ignore[misc]  # torch is not typed here
    def __init__(self, seen: Callable[[Any], None]) -> None:
        super().__init__()
        self._seen = seen

    def __torch_function__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        del types
        self._seen(function)
        return function(*args, **(kwargs or {}))


class _Operators(TorchDispatchMode):  # type: ignore[misc]  # torch is not typed here
    def __init__(self, seen: Callable[[Any], None]) -> None:
        super().__init__()
        self._seen = seen

    def __torch_dispatch__(self, operator: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        del types
        self._seen(operator)
        return operator(*args, **(kwargs or {}))
