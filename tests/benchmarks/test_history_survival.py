"""What a history survives, counted: power cuts with each setting of SQLite, and damage of its file.

Run with ``pytest tests/benchmarks/test_history_survival.py -m '' -s -n0``, some four minutes; the figures are those of
``docs/history.md``. That nothing is lost is asserted in ``tests/e2e/test_power_cut.py``.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import mean

import pytest

from interviewer.progress.history import History
from interviewer.progress.opening import in_memory
from interviewer.progress.salvage import salvage
from tests.e2e.test_power_cut import PHASES, lost, record

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

CUTS = {"FULL": 300, "NORMAL": 30, "OFF": 30}
"""Power cuts in each phase."""

PAGE = 4096
EVENTS, BACKED_UP = 2000, 1900
"""Events of the history that is damaged, and of its backup."""
TRIALS = 100


@pytest.mark.parametrize("level", CUTS)
def test_power_cuts(tmp_path: Path, level: str) -> None:
    recording = record(tmp_path / "recorded", level)
    found = [wrong for phase in PHASES for wrong in lost(tmp_path, recording, phase, CUTS[level])]
    print(f"\nsynchronous = {level}: {sum(map(bool, found)):,} of {len(found):,} cuts lost something")


def _noise(number: int) -> Callable[[bytearray, Random], None]:
    def damage(content: bytearray, rng: Random) -> None:
        for page in rng.sample(range(len(content) // PAGE), number):
            content[page * PAGE : (page + 1) * PAGE] = rng.randbytes(PAGE)

    return damage


def _cut_off(content: bytearray, rng: Random) -> None:
    del content[len(content) // 2 :]


DAMAGE = {"one page is noise": _noise(1), "five pages are noise": _noise(5), "the second half is gone": _cut_off}


def test_damage(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    history = History.open(path)
    rng = Random(0)
    for number in range(EVENTS):
        if number % 20 == 0:
            history.begin(session := f"session-{number}", float(number), {"session": session, "questions": ["a.b"] * 5})
        if number == BACKED_UP:
            backup = history.back_up_now()
        history.append(session, float(number), {"act": "answer", "text": "some words " * rng.randrange(1, 150)})
    history.close()
    whole = path.read_bytes()
    print(f"\n{EVENTS:,} events, {len(whole) / 1e6:.1f} MB; saved, the least and the mean of {TRIALS} trials")
    for name, damage in DAMAGE.items():
        for copy in (None, backup):
            saved = []
            for trial in range(TRIALS):
                content = bytearray(whole)
                damage(content, Random(trial))
                path.write_bytes(content)
                into = in_memory()
                saved.append(salvage(path, copy, into).events)
                into.close()
            print(f"{name:24} {'with' if copy else 'without'} a backup: {min(saved):,}, {mean(saved):,.1f}")
