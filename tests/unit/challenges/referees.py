"""One referee for many tests: started once a test process, asked from ordinary functions."""

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from interviewer.challenges.events import Event, Verdict
from interviewer.challenges.judge import Judge, Settings
from interviewer.challenges.proving import Proof, prove
from interviewer.knowledge.challenges import ChallengeFolder
from interviewer.paths import bundled_bank

Result = TypeVar("Result")
CHALLENGES = bundled_bank() / "challenges"
SOFTMAX = CHALLENGES / "softmax"


class Referee:
    """A :class:`Judge` in a loop of its own."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.judge = Judge(settings or Settings(device="cpu"))

    def wait(self, work: Coroutine[Any, Any, Result], seconds: float = 120) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    def verdict(
        self, code: str, challenge: Path = SOFTMAX, *, trusted: bool = False, visible_only: bool = False, seed: int = 1
    ) -> Verdict:
        return self.wait(self.judge.verdict(challenge, code, trusted=trusted, visible_only=visible_only, seed=seed))

    def events(self, code: str, challenge: Path = SOFTMAX, *, trusted: bool = False) -> list[Event]:
        async def all_of_them() -> list[Event]:
            return [event async for event in self.judge.run(challenge, code, seed=1, trusted=trusted)]

        return self.wait(all_of_them())

    def prove(self, folder: ChallengeFolder, seed: int) -> list[Proof]:
        return self.wait(prove(folder, self.judge, seed=seed))

    def close(self) -> None:
        self.wait(self.judge.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
