"""Everything that is done to a history in a year, in a process whose writes are recorded.

``python -m tests.e2e.cut_session FOLDER RECORD LEVEL`` works in an empty FOLDER and pickles to RECORD what it did, with
what it says of it in between. LEVEL stands in for the ``FULL`` of SQLite's ``synchronous``.
"""

import pickle
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from interviewer.interview.conductor import Conductor, recall
from interviewer.interview.events import Act, Mode, Plan
from interviewer.interview.recording import catch_up
from interviewer.progress.code import save_code, saved_code
from interviewer.progress.goals import Goal, set_goal
from interviewer.progress.history import History
from interviewer.progress.outcomes import forget
from tests.e2e.disk_writes import NoHookError, Recorder
from tests.e2e.killed_session import LINES, fingerprint
from tests.old_histories import VERSIONS, write_old_history
from tests.unit.interview.support import QUESTIONS, WordGrader
from tests.unit.interview.test_coding import DOUBLE, find

NO_HOOK = 77
"""Exit status where writes cannot be recorded; why is on standard error."""

LOG_SIZE = 1000 * (4096 + 24)
"""Bytes of the log from which SQLite writes what is in it to the file."""

Say = Callable[..., None]
"""Says something of a history, which is named first."""


class Clock:
    """A second passes whenever somebody looks."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


class Candidate:
    """Does something to one history, and says before what is tried and afterwards what is done."""

    def __init__(self, path: Path, say: Say, clock: Clock) -> None:
        self.path = path
        self._say = partial(say, path.parent.name)
        self._clock = clock
        self._rng = Random(path.parent.name)
        self.history = History.open(path, clock=clock)

    def come_back(self) -> None:
        """Open the history after three hours, in which a backup has become due."""
        self._clock.now += 3 * 3600
        self.history = History.open(self.path, clock=self._clock)

    def speak(self, acts: int, longest: int = 3000) -> None:
        """Answer and type, in the session that is open or in new ones."""
        conductor = self._enter()
        for _ in range(acts):
            name = conductor.session.plan.session
            if self._rng.random() < 0.4:
                text = "y" * self._rng.randrange(longest)
                self._keep(f"draft of {name}", text, partial(conductor.save_draft, text))
            self._say("tries", f"draft of {name}", "")
            if self._rng.random() < 0.3:
                conductor.act(self._rng.choice([Act.HINT, Act.PAUSE, Act.RESUME, Act.NEXT, Act.REPEAT]))
            else:
                conductor.submit(self._rng.choice([*LINES, "x" * longest]))
            self.tell(conductor.session.plan.session)
            if conductor.finished:
                conductor = self._enter()

    def settle(self) -> None:
        """Keep what is no event: code being written, and a goal."""
        code, day = "y = x\n" * self._rng.randrange(500), date(2030, 1, 1 + self._rng.randrange(28))
        self._keep("code", code, lambda: save_code(self.history, DOUBLE.id, self._clock(), code))
        self._keep("goal", day.isoformat(), lambda: set_goal(self.history, Goal(day, 3)))

    def tell(self, session: str) -> None:
        """Say what is stored of a session."""
        state = states(self.history)[session]
        self._say("stored", session, *state)
        self._say("kept", f"draft of {session}", self.history.draft(session))

    def _keep(self, what: str, value: str, keep: Callable[[], object]) -> None:
        self._say("tries", what, value)
        keep()
        self._say("kept", what, value)

    def _enter(self) -> Conductor:
        stored = self.history.unfinished()
        if stored is not None:
            conductor = Conductor.resume(
                stored.plan, stored.began, lookup=find, grader=WordGrader(), log=self.history, clock=self._clock
            )
        else:
            questions = tuple(self._rng.choice(sorted(QUESTIONS)) for _ in range(8))
            plan = Plan(f"{self._clock():.0f}", questions, self._rng.choice(list(Mode)), seed=self._rng.randrange(1000))
            conductor, _ = Conductor.start(plan, lookup=find, grader=WordGrader(), log=self.history, clock=self._clock)
        self.tell(conductor.session.plan.session)
        return conductor


def states(history: History, at_most: dict[str, int] | None = None) -> dict[str, tuple[int, str]]:
    """Return of each session how many events it has, and the state that they lead to.

    Args:
        history: where they are.
        at_most: how many events are looked at, by session; all where it is not named.
    """
    found = {}
    for stored in history.sessions():
        events = history.events(stored.id)
        events = events[: (at_most or {}).get(stored.id, len(events))]
        found[stored.id] = (len(events), fingerprint(recall(stored.plan, stored.began, events, find)))
    return found


def prepare(root: Path, say: Say) -> None:
    """Make the histories that are there before anything is recorded: one of each earlier schema, and a damaged one."""
    for version in VERSIONS:
        path = root / f"v{version}" / "history.sqlite3"
        write_old_history(path, version)
        shutil.copytree(path.parent, root / "copy")
        copy = Candidate(root / "copy" / path.name, lambda _, *words, name=path.parent.name: say(name, *words), Clock())
        for session in states(copy.history):
            copy.tell(session)
        code = saved_code(copy.history, DOUBLE.id)
        if code is not None:
            say(path.parent.name, "kept", "code", code)
        copy.history.close()
        shutil.rmtree(root / "copy")
    damaged = Candidate(root / "damaged" / "history.sqlite3", say, Clock())
    damaged.speak(40)
    damaged.history.close()
    with closing(sqlite3.connect(damaged.path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'event_of_session'"
        index = connection.execute(query).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with damaged.path.open("r+b") as file:
        file.seek((index - 1) * size)
        file.write(Random(0).randbytes(size))


def work(root: Path, say: Say, phase: Callable[[str], None]) -> None:
    """Do it all, in phases."""
    clock = Clock()
    phase("a new history")
    main = Candidate(root / "main" / "history.sqlite3", say, clock)
    main.speak(15)
    phase("answers and drafts")
    main.speak(50)
    phase("figures")
    catch_up(main.history, find)
    main.settle()
    main.speak(20)
    catch_up(main.history, find)
    forget(main.history)
    catch_up(main.history, find)
    phase("the log is put into the file")
    log = main.path.with_name(f"{main.path.name}-wal")
    while log.stat().st_size < LOG_SIZE:
        main.speak(10, longest=20_000)
    main.speak(40)
    phase("closing and coming back")
    main.history.close()
    main.come_back()
    main.speak(20)
    main.settle()
    catch_up(main.history, find)
    main.history.close()
    main.come_back()
    phase("made smaller")
    for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
        main.history.run(statement)
    main.speak(10)
    main.history.close()
    for version in VERSIONS:
        phase(f"migrated from schema {version}")
        old = Candidate(root / f"v{version}" / "history.sqlite3", say, clock)
        catch_up(old.history, find)
        old.speak(5)
        old.history.close()
    phase("mended")
    damaged = Candidate(root / "damaged" / "history.sqlite3", say, clock)
    damaged.speak(5)
    damaged.history.close()


class _Lax(sqlite3.Connection):
    """A connection that synchronizes less than it is told to."""

    level = "FULL"

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        return super().execute(sql.replace("synchronous = FULL", f"synchronous = {self.level}"), values)


def main() -> None:
    root, record = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    _Lax.level = sys.argv[3]
    sqlite3.connect = partial(sqlite3.connect, factory=_Lax)  # type: ignore[assignment]
    known: list[tuple[object, ...]] = []
    prepare(root, lambda *words: known.append(words))
    try:
        recorder = Recorder(root)
    except NoHookError as error:
        print(error, file=sys.stderr)
        sys.exit(NO_HOOK)
    for words in known:
        recorder.say(*words)
    work(root, recorder.say, lambda name: recorder.say("", "phase", name))
    record.write_bytes(pickle.dumps(recorder.ops))


if __name__ == "__main__":
    main()
