"""Kills at any moment: what was acknowledged is there, and the session goes on from where it was."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import IO

import pytest

from interviewer.interview.conductor import recall
from interviewer.progress.history import History
from tests.e2e.killed_session import fingerprint
from tests.unit.interview.support import lookup

KILLS = 500
EARLY = 0.15
"""The share of children that are killed before their first word, while they open the history."""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


@pytest.fixture
def nursery(history: Path) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.killed_session", str(history)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.communicate(timeout=20)


class Told:
    """What the children said was committed.

    Attributes:
        events: of each session, how many events, and the state that they led to.
        draft: the session, the draft saved last, and how many events the session had then.
        lately: the sessions that the last child spoke of.
    """

    def __init__(self) -> None:
        self.events: dict[str, tuple[int, str]] = {}
        self.draft: tuple[str, str, int] | None = None
        self.lately: set[str] = set()

    def hear(self, line: str) -> None:
        kind, session, *rest = line.split()
        self.lately.add(session)
        if kind == "event":
            self.events[session] = (int(rest[0]), rest[1])
        else:
            self.draft = (session, rest[0], self.events[session][0])


def life(nursery: "subprocess.Popen[str]", told: Told, seed: int, rng: Random) -> None:
    """Let a child live until it has said some words and a moment longer, and hear all that it said."""
    inbox, outbox = nursery.stdin, nursery.stdout
    assert inbox is not None
    assert outbox is not None
    told.lately.clear()
    inbox.write(f"{seed}\n")
    inbox.flush()
    kind, pid = outbox.readline().split()
    assert kind == "born"
    # Words are counted, not seconds, so that a busy machine gets as much done; a write takes about a millisecond.
    early = rng.random() < EARLY
    for _ in range(0 if early else rng.randrange(1, 9)):
        told.hear(outbox.readline())
    time.sleep(rng.random() * (0.02 if early else 0.003))
    os.kill(int(pid), signal.SIGKILL)
    for line in _until_dead(outbox):
        told.hear(line)


def _until_dead(outbox: IO[str]) -> Iterator[str]:
    while not (line := outbox.readline()).startswith("dead"):
        assert line, "the nursery is gone"
        yield line
    assert line == f"dead {-signal.SIGKILL}\n", "it was killed, and did not die of anything else"


def check(path: Path, told: Told, seed: int) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    history = History.open(path)
    assert history.notice is None
    stored = {session.id: session for session in history.sessions()}
    for name, (count, state) in told.events.items():
        events = history.events(name)
        if name not in told.lately and stored[name].finished is not None:
            assert len(events) == count, "what is finished stays as it is"
            continue
        assert count <= len(events) <= count + 1, "at most one event was committed and not yet told"
        session = recall(stored[name].plan, stored[name].began, events[:count], lookup)
        assert fingerprint(session) == state
        told.events[name] = (len(events), fingerprint(recall(stored[name].plan, stored[name].began, events, lookup)))
    if told.draft is not None:
        name, draft, then = told.draft
        since = history.events(name)[then:]
        gone = stored[name].finished is not None or any(event.get("text") for event in since)
        life, _, number = draft.partition("/")
        untold = {f"{life}/{int(number) + 1}", f"{seed}/1"}
        kept = history.draft(name).rpartition("/")[0]
        assert kept in {"" if gone else draft} | untold
        told.draft = (name, kept, then + len(since)) if kept else None
    history.close()


def test_a_kill_at_any_moment_loses_nothing(nursery: "subprocess.Popen[str]", history: Path) -> None:
    rng = Random(2024)
    told = Told()
    for seed in range(KILLS):
        life(nursery, told, seed, rng)
        check(history, told, seed)
    assert len(told.events) > 3, "several sessions were begun"
    assert sum(count for count, _ in told.events.values()) > KILLS, "the children got something done"
