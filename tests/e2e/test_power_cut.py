"""A power cut at any moment: what was acknowledged is there, and the session goes on from where it was.

Each cut takes a moment of one recorded run and leaves on the disk what :class:`~tests.e2e.power_cut.Disk` makes of it.
The index of the log (``-shm``) is not recorded and thus always lost; it holds nothing that cannot be made anew.
"""

import pickle
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from interviewer.interview.conductor import Conductor, ResumeError
from interviewer.interview.recording import catch_up
from interviewer.progress import backups
from interviewer.progress.code import saved_code
from interviewer.progress.goals import goal_of
from interviewer.progress.history import History
from interviewer.progress.migrations import SCHEMA
from interviewer.progress.opening import read_only
from interviewer.progress.outcomes import DERIVED, forget
from tests.e2e.cut_session import NO_HOOK, Clock, states
from tests.e2e.disk_writes import Named, Op, Said
from tests.e2e.killed_session import fingerprint
from tests.e2e.power_cut import Disk, write_files
from tests.old_histories import VERSIONS
from tests.unit.interview.support import WordGrader
from tests.unit.interview.test_coding import DOUBLE, find

PHASES = {
    "a new history": "main",
    "answers and drafts": "main",
    "figures": "main",
    "the log is put into the file": "main",
    "closing and coming back": "main",
    "made smaller": "main",
    **{f"migrated from schema {version}": f"v{version}" for version in VERSIONS},
    "mended": "damaged",
}
"""What is done, and to which history."""
CUTS = 30
"""In each phase; 300 in all."""


@dataclass
class Told:
    """What was said of one history before the cut.

    Attributes:
        stored: of each session, how many events, and the state that they led to.
        kept: of what is kept in one piece, the pieces that may be there: the last, and one that was being written.
    """

    stored: dict[str, tuple[int, str]] = field(default_factory=dict)
    kept: dict[str, set[str]] = field(default_factory=lambda: defaultdict(lambda: {""}))

    def hear(self, kind: str, *words: object) -> None:
        match kind, *words:
            case "stored", str(session), int(events), str(state):
                self.stored[session] = (events, state)
            case "tries", str(what), str(value):
                self.kept[what].add(value)
            case "kept", str(what), str(value):
                self.kept[what] = {value}
            case _:
                raise AssertionError(kind)


@dataclass
class Recording:
    """One run: where it was, what was done, and from where to where each phase goes."""

    root: str
    ops: list[Op]
    phases: dict[str, range]


def record(folder: Path, level: str) -> Recording:
    root, record = folder / "root", folder / "record"
    root.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.cut_session", str(root), str(record), level],
        cwd=Path(__file__).parents[2],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode == NO_HOOK:
        pytest.skip(f"what SQLite writes cannot be recorded here: {done.stderr.strip()}")
    assert (done.returncode, done.stderr) == (0, "")
    ops: list[Op] = pickle.loads(record.read_bytes())
    begins = [(at, op.words[2]) for at, op in enumerate(ops) if isinstance(op, Said) and op.words[1] == "phase"]
    ends = [at for at, _ in begins[1:]] + [len(ops)]
    phases = {phase: range(at, end) for (at, phase), end in zip(begins, ends, strict=True)}
    return Recording(str(root.resolve()), ops, phases)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return record(tmp_path_factory.mktemp("recorded"), "FULL")


def moments(recording: Recording, phase: str, number: int, rng: Random) -> list[int]:
    """Return when the power is cut, in operations; files are renamed seldom, and half of the cuts come just after."""
    all_ = recording.phases[phase]
    renaming = [at for at in all_ if any(isinstance(op, Named) and op.before for op in recording.ops[at - 4 : at])]
    return rng.choices(all_, k=number - number // 2) + rng.choices(renaming or all_, k=number // 2)


def cuts(recording: Recording, phase: str, number: int, rng: Random) -> Iterator[tuple[dict[str, bytes | None], Told]]:
    """Yield what cuts in a phase leave on the disk, and what was said before of the history that it is about."""
    history = PHASES[phase]
    disk, told, done = Disk(recording.root), Told(), 0
    for at in sorted(moments(recording, phase, number, rng)):
        for op in recording.ops[done:at]:
            if not isinstance(op, Said):
                disk.do(op)
            elif op.words[0] == history:
                told.hear(*op.words[1:])
        done = at
        yield disk.cut(rng), told


def losses(path: Path, told: Told) -> list[str]:
    """Open what a cut has left as the program does, go on, and return what is wrong."""
    wrong = []
    with closing(History.open(path, clock=Clock())) as history:
        if history.notice and path.parent.name != "damaged":
            wrong.append(history.notice)
        if history.read("PRAGMA integrity_check") != [("ok",)]:
            wrong.append("it is damaged")
        known = {session: events for session, (events, _) in told.stored.items()}
        now, then = states(history), states(history, known)
        for session, stored in told.stored.items():
            if then.get(session) != stored:
                wrong.append(f"{session} is {then.get(session)} and was {stored}")
            elif now[session][0] > stored[0] + 1:
                wrong.append(f"{session} has {now[session][0]} events and {stored[0]} were told")
        for what, values in told.kept.items():
            if _kept(history, what) not in values:
                wrong.append(f"{what} is {_kept(history, what)!r:.30}")
        wrong += _goes_on(history)
    return wrong + _copies(path)


def _kept(history: History, what: str) -> str:
    if what == "code":
        return saved_code(history, DOUBLE.id) or ""
    if what == "goal":
        goal = goal_of(history)
        return goal.day.isoformat() if goal else ""
    return history.draft(what.removeprefix("draft of "))


def _goes_on(history: History) -> list[str]:
    """Reckon, and take the open session up."""
    catch_up(history, find)
    derived = [history.read(f"SELECT * FROM {table}") for table in DERIVED]
    forget(history)
    catch_up(history, find)
    wrong = []
    if derived != [history.read(f"SELECT * FROM {table}") for table in DERIVED]:
        wrong.append("the figures are not what the events make them")
    stored = history.unfinished()
    if stored is not None:
        _, state = states(history)[stored.id]
        conductor = Conductor.resume(
            stored.plan, stored.began, lookup=find, grader=WordGrader(), log=history, clock=Clock()
        )
        if fingerprint(conductor.session) != state:
            wrong.append(f"{stored.id} does not go on where it was")
    return wrong


def _copies(path: Path) -> list[str]:
    """Look the backups over: what has a backup's name is whole, and a history was copied before it was migrated."""
    copies = backups.listed(backups.folder_of(path))
    wrong = [f"{copy.path.name} is not whole" for copy in copies if not backups.is_good(copy)]
    with closing(read_only(path)) as connection:
        migrated = connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
    was = path.parent.name.removeprefix("v")
    if migrated and was.isdecimal() and int(was) not in {copy.schema for copy in copies}:
        wrong.append("it was migrated without a backup")
    return wrong


def lost(folder: Path, recording: Recording, phase: str, number: int) -> list[list[str]]:
    """Cut the power and return what is wrong after each cut."""
    found: list[list[str]] = []
    for disk, told in cuts(recording, phase, number, Random(phase)):
        root = folder / str(len(found))
        root.mkdir()
        write_files(root, disk, recording.root)
        try:
            found.append(losses(root / PHASES[phase] / "history.sqlite3", told))
        except ResumeError as error:
            found.append([f"what is left of a session makes no sense: {error}"])
        shutil.rmtree(root)
    return found


def test_what_is_recorded_is_all_that_was_written(recording: Recording) -> None:
    disk = Disk(recording.root)
    for op in recording.ops:
        if not isinstance(op, Said):
            disk.do(op)
    root = Path(recording.root)
    found = {str(path): None if path.is_dir() else path.read_bytes() for path in root.rglob("*")}
    assert disk.whole() == found
    assert list(recording.phases) == list(PHASES)


@pytest.mark.parametrize("phase", PHASES)
def test_a_cut_at_any_moment_loses_nothing(tmp_path: Path, recording: Recording, phase: str) -> None:
    assert lost(tmp_path, recording, phase, CUTS) == [[]] * CUTS


@pytest.mark.parametrize("level", ["NORMAL", "OFF"])
def test_a_history_that_synchronizes_less_loses_something(tmp_path: Path, level: str) -> None:
    recording = record(tmp_path / "recorded", level)
    assert any(lost(tmp_path, recording, "answers and drafts", 10))
