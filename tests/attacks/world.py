"""What an attack could harm, and a look at whether it did."""

import asyncio
import os
import pty
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import psutil

from interviewer.challenges.containment import Name
from interviewer.challenges.events import Event, Output, Plot, RefereeDied, Verdict
from interviewer.challenges.judge import Judge, Settings
from interviewer.text import HARMFUL
from tests.attacks.attack import HONEST, IMPORTS, Attack, Damage

CHALLENGE = Path(__file__).parent / "attacked"
OUTLIVES = 2.0
"""Seconds after a verdict in which everything that a run has started is gone."""

HANGS = 30.0
"""Seconds after which a run without a verdict has hung the judge."""

Result = TypeVar("Result")


class Outcome:
    """What came of one attack.

    Attributes:
        verdict: the verdict; where the referee died, one of the stage ``unavailable``.
        text: everything that would be shown.
        seconds: from the request to the last event.
        damage: what it did.
        folders_left: the working folders of runs that stay when it is over.
    """

    def __init__(self, events: list[Event], seconds: float) -> None:
        died = [event for event in events if isinstance(event, RefereeDied)]
        verdicts = [event for event in events if isinstance(event, Verdict)]
        self.verdict = Verdict("", False, "unavailable", died[0].message) if died else verdicts[-1]
        outputs = [event.text for event in events if isinstance(event, Output)]
        names = [event.name for event in events if isinstance(event, Plot)]
        said = self.verdict
        self.text = "\n".join([*outputs, *names, said.message, said.case, *said.details, *said.forbidden])
        self.seconds = seconds
        self.damage: set[Damage] = set()
        self.folders_left: set[str] = set()

    @property
    def shown_harm(self) -> list[str]:
        """The characters in what is shown that a terminal must not get."""
        return [repr(one) for one in HARMFUL.findall(self.text)]


class World:
    """A judge in one rung, and around it somebody's files, network, terminal and processes."""

    def __init__(self, rung: Name) -> None:
        self.rung = rung
        self.secret = f"secret-{secrets.token_hex(8)}"
        self._folder = Path(tempfile.mkdtemp(prefix="interviewer-victim-"))
        self._network = socket.create_server(("127.0.0.1", 0))
        self._network.setblocking(False)
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(self._network.getsockname())
        self._datagrams.setblocking(False)
        self._master, self._terminal = pty.openpty()
        os.set_blocking(self._master, False)
        self._bystander = self._start_bystander()
        self._referees: set[int] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.judge = Judge(Settings(device="cpu", at_most=rung))

    def attack(self, attack: Attack) -> Outcome:
        """Submit it, and look for damage until everything of it is gone or should be."""
        token = f"attack-{secrets.token_hex(8)}"
        victim = self._folder / "victim"
        shutil.rmtree(victim, ignore_errors=True)
        victim.mkdir()
        precious = victim / "precious"
        precious.write_text(self.secret, encoding="utf-8")
        before = precious.stat()
        code = attack.submission(
            {
                "VICTIM": str(victim),
                "PORT": str(self._network.getsockname()[1]),
                "TERMINAL": os.ttyname(self._terminal),
                "BYSTANDER": str(self._bystander.pid),
                "CHALLENGE": str(CHALLENGE),
                "TOKEN": token,
                "SECRET": self.secret,
            }
        )
        outcome = self._run(code, trusted=attack.mild)
        stray, outcome.folders_left = self._wait_until_gone(token)
        try:
            after = precious.stat()
            whole = precious.read_text(encoding="utf-8") == self.secret and after.st_mode == before.st_mode
        except OSError:
            whole = False
        found: dict[Damage, bool] = {
            "pass": outcome.verdict.passed,
            "file": not whole or [path.name for path in victim.iterdir()] != ["precious"],
            "secret": self.secret in outcome.text,
            "disk": f"{token}-disk" in outcome.text,
            "network": self._was_reached(),
            "terminal": self._was_written_to(),
            "process": self._bystander.poll() is not None,
            "stray": stray,
            "referee": outcome.verdict.stage == "unavailable",
        }
        outcome.damage = {damage for damage, done in found.items() if done}
        self._repair(token)
        return outcome

    def honest(self, *, trusted: bool) -> Verdict:
        """Judge an honest solution: on a process that has never run anything, or on the one kept for trusted code."""
        return self._run(IMPORTS + HONEST, trusted=trusted).verdict

    def strays(self, token: str) -> list[psutil.Process]:
        """Return the processes that a finished run has left."""
        under = self._referee_children()
        found = list(self._of_runs(token))
        # Asked before and after, for meanwhile one may have died, and one may have been started for the next run.
        under += self._referee_children() if found else []
        return [process for process in found if process not in under]

    @property
    def folders_left(self) -> set[str]:
        """The working folders without a process, of this world's referees.

        They are those of runs that are over, and for a moment those of processes that are just being started.
        """
        live = {_working_folder(process) for process in self._referee_children()}
        found = [one for pid in self._referees for one in Path(tempfile.gettempdir()).glob(f"*-run-{pid}-*")]
        return {str(one) for one in found} - live

    def close(self) -> None:
        referee = self._referee
        self._wait(self.judge.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        left = [process for process in self._of_runs("no token") if f"-run-{referee}-" in (_home(process) or "")]
        for process in left:
            process.kill()
        self._bystander.kill()
        self._bystander.communicate()
        self._network.close()
        self._datagrams.close()
        os.close(self._master)
        os.close(self._terminal)
        shutil.rmtree(self._folder)
        assert left == []

    @property
    def _referee(self) -> int:
        process = self.judge._process
        return process.pid if process is not None else 0

    def _run(self, code: str, *, trusted: bool) -> Outcome:
        async def listen() -> Outcome:
            await self.judge.warm()
            self._referees.add(self._referee)
            began = time.monotonic()
            events = [event async for event in self.judge.run(CHALLENGE, code, trusted=trusted)]
            return Outcome(events, time.monotonic() - began)

        return self._wait(listen())

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(HANGS)

    def _start_bystander(self) -> "subprocess.Popen[bytes]":
        environment = os.environ | {"PRECIOUS": self.secret}
        return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, env=environment)

    def _was_reached(self) -> bool:
        reached = False
        with suppress(BlockingIOError):
            while True:
                self._network.accept()[0].close()
                reached = True
        with suppress(BlockingIOError):
            while self._datagrams.recv(100):
                reached = True
        return reached

    def _was_written_to(self) -> bool:
        with suppress(BlockingIOError):
            return bool(os.read(self._master, 1000))
        return False

    def _wait_until_gone(self, token: str) -> tuple[bool, set[str]]:
        """Wait until everything is gone or should be; return whether a process is left, and which folders are."""
        end = time.monotonic() + OUTLIVES
        left = self.folders_left
        looks_in_vain = 0
        # Twice, for between its sandbox's death and its own a process belongs to nobody.
        while looks_in_vain < 2 and time.monotonic() < end:
            looks_in_vain = 0 if self.strays(token) or left else looks_in_vain + 1
            time.sleep(0.02)
            left &= self.folders_left
        return looks_in_vain < 2 and bool(self.strays(token)), left

    def _repair(self, token: str) -> None:
        for process in self.strays(token):
            process.kill()
        if self._bystander.poll() is not None:
            self._bystander.communicate()
            self._bystander = self._start_bystander()

    def _of_runs(self, token: str) -> Iterator[psutil.Process]:
        """Yield what carries the token or was started by a spare of this world's referee."""
        for process in psutil.process_iter():
            with suppress(psutil.Error, OSError):
                ours = f"-run-{self._referee}-" in (_home(process) or "") or token in process.cmdline()
                if ours and process.status() != psutil.STATUS_ZOMBIE:
                    yield process

    def _referee_children(self) -> list[psutil.Process]:
        with suppress(psutil.Error):
            return psutil.Process(self._referee).children(recursive=True)
        return []


def _home(process: psutil.Process) -> str | None:
    return process.environ().get("HOME")


def _working_folder(process: psutil.Process) -> str | None:
    with suppress(psutil.Error, OSError):
        return _home(process)
    return None
