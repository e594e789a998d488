"""A candidate who never stops, in a process that is there to be killed.

Reads seeds from standard input. For each it forks a child that goes on with the unfinished session, or begins one, and
tells on standard output what has been committed, after it has. When the child is dead, says so.
"""

import os
import sys
import time
from hashlib import sha256
from pathlib import Path
from random import Random

from interviewer.interview.conductor import Conductor
from interviewer.interview.events import Act, Mode, Plan
from interviewer.interview.state import Session
from interviewer.progress.history import History
from tests.unit.interview.support import FULL, HALF, QUESTIONS, WRONG, WordGrader, lookup

LINES = (FULL, HALF, WRONG, "zeroes units", "in training only", "always", "hint", "skip", "I don't know", "x" * 5000)


def fingerprint(session: Session) -> str:
    """Return what tells two states apart; the time of the last event is left out, which a resume moves."""
    return sha256(repr(session.rounds).encode()).hexdigest()[:16]


def tell(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def enter(history: History, rng: Random) -> Conductor:
    stored = history.unfinished()
    if stored is not None:
        return Conductor.resume(
            stored.plan, stored.began, lookup=lookup, grader=WordGrader(), log=history, clock=time.time
        )
    questions = tuple(rng.choice(sorted(QUESTIONS)) for _ in range(8))
    plan = Plan(f"{os.getpid()}-{rng.random()}", questions, rng.choice(list(Mode)), seed=rng.randrange(1000))
    conductor, _ = Conductor.start(plan, lookup=lookup, grader=WordGrader(), log=history, clock=time.time)
    return conductor


def live(path: Path, seed: int) -> None:
    rng = Random(seed)
    history = History.open(path)
    draft = 0
    while True:
        conductor = enter(history, rng)
        name = conductor.session.plan.session
        tell("event", name, len(history.events(name)), fingerprint(conductor.session))
        while not conductor.finished:
            for _ in range(rng.randrange(4)):
                draft += 1
                conductor.save_draft(f"{seed}/{draft}/{'y' * rng.randrange(3000)}")
                tell("draft", name, f"{seed}/{draft}")
            before = len(history.events(name))
            if rng.random() < 0.3:
                conductor.act(rng.choice([Act.HINT, Act.PAUSE, Act.RESUME, Act.NEXT, Act.REPEAT]))
            else:
                conductor.submit(rng.choice(LINES))
            after = len(history.events(name))
            if after > before:
                tell("event", name, after, fingerprint(conductor.session))


def main() -> None:
    path = Path(sys.argv[1])
    tell("ready")
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                live(path, int(line))
            finally:
                os._exit(1)
        tell("born", pid)
        _, status = os.waitpid(pid, 0)
        tell("dead", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
