"""A terminal of a given size with a program in it: what it shows, and keys for it."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import psutil
import pyte

PROGRAM = str(Path(sys.executable).with_name("interviewer"))

PATIENCE = 30.0
"""Seconds after which a test stops waiting."""

KEYS = {
    "enter": "\r",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f12": "\x1b[24~",
    "ctrl+j": "\n",
    "alt+enter": "\x1b\r",
    "ctrl+q": "\x11",
}


class Terminal:
    """Runs ``interviewer ARGUMENTS`` in a shell, which then tells the exit status and how the terminal was left.

    Attributes:
        raw: everything that was written to the terminal.
        screen: what the terminal shows.
    """

    def __init__(self, *arguments: str, home: Path, size: tuple[int, int] = (80, 24), **environment: str) -> None:
        columns, lines = size
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "LINES"}}
        self._child: pexpect.spawn[bytes] = pexpect.spawn(
            "/bin/sh",
            ["-c", '"$@"; echo "status=$?"; stty -a', "sh", PROGRAM, *arguments],
            dimensions=(lines, columns),
            env=kept
            | {"INTERVIEWER_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            | environment,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in [*self.processes(), psutil.Process(self._child.pid)] if self._child.isalive() else []:
            process.kill()
        self._child.close(force=True)

    def processes(self) -> list[psutil.Process]:
        """Return what runs in the shell."""
        return psutil.Process(self._child.pid).children(recursive=True) if self._child.isalive() else []

    def kill(self) -> None:
        """End the program as a power cut would."""
        for process in self.processes():
            process.kill()

    @property
    def text(self) -> str:
        """The characters on the screen."""
        self.read()
        return "\n".join(self.screen.display)

    def read(self) -> bool:
        """Take in what was written meanwhile; gives whether the program still runs."""
        try:
            while True:
                piece = self._child.read_nonblocking(1 << 16, timeout=0)
                self.raw += piece
                self._stream.feed(piece)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False

    def press(self, *keys: str) -> None:
        """Press keys by name."""
        for key in keys:
            self._child.send(KEYS.get(key, key))

    def until(self, happened: Callable[[], object], what: str) -> None:
        """Wait for something."""
        limit = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < limit, f"waited for {what}; the screen shows:\n{self.text}"
            time.sleep(0.01)

    def see(self, *words: str) -> None:
        """Wait until all these words are on the screen."""
        self.until(lambda: all(word in self.text for word in words), ", ".join(words))

    def press_until(self, key: str, word: str) -> None:
        """Press a key that is not heard while the program works, until it has had its effect."""
        pressed = 0.0

        def effective() -> bool:
            nonlocal pressed
            if word not in self.text and time.monotonic() - pressed > 0.3:
                self.press(key)
                pressed = time.monotonic()
            return word in self.text

        self.until(effective, word)

    def left(self) -> tuple[int, str]:
        """Wait for the end; gives the exit status and what ``stty`` says of the terminal."""
        self.until(lambda: not self.read(), "the end")
        after = self.raw.decode(errors="replace").rpartition("status=")[2]
        return int(after.split()[0]), after
