"""Submissions that try to pass, to escape or to break the judge: none passes, each is named, nothing is left of it.

Every attack runs in the best rung of containment that this machine has, and those that the rungs treat differently run
in the lower ones too. With ``INTERVIEWER_ATTACKS=all`` every attack runs in every rung, with a fresh honest run after it,
which takes a quarter of an hour.
"""

import os
from collections.abc import Iterator
from itertools import chain

import pytest

from interviewer.challenges import containment
from interviewer.challenges.containment import LADDER, Name
from tests.attacks.attack import Attack
from tests.attacks.comparisons import COMPARISONS
from tests.attacks.exits import EXITS
from tests.attacks.forgeries import FORGERIES
from tests.attacks.resources import RESOURCES
from tests.attacks.surroundings import SURROUNDINGS
from tests.attacks.thefts import THEFTS
from tests.attacks.world import World

ALL = os.environ.get("INTERVIEWER_ATTACKS") == "all"
ATTACKS = [*EXITS, *FORGERIES, *COMPARISONS, *THEFTS, *RESOURCES, *SURROUNDINGS]
LIMIT = 2.0
"""Seconds that the attacked challenge gives a submission."""

SLACK = 1.5
"""Seconds more that a verdict may take on a busy machine."""

RUNGS = {name: containment.best_rung(at_most=name) for name in LADDER}


def _pairs() -> Iterator[object]:
    best = containment.best_rung().name
    for name in LADDER:
        if RUNGS[name].name != name:
            reason = f"no rung {name!r} here: {RUNGS[name].why}"
            yield pytest.param(name, ATTACKS[0], marks=pytest.mark.skip(reason=reason), id=f"{name}-all of them")
            continue
        for attack in ATTACKS:
            if name in attack.rungs and (ALL or name == best or attack.differs):
                yield pytest.param(name, attack, id=f"{name}-{attack.name}")


@pytest.fixture(scope="session")
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    made = World(request.param)
    yield made
    made.close()


def test_there_are_enough_of_them_and_each_has_its_own_name() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(set(names)) == len(names) >= 45
    assert not [attack.name for attack in ATTACKS if "pass" in {*chain(*attack.gets_through.values())}]


@pytest.mark.parametrize(("world", "attack"), _pairs(), indirect=["world"], scope="session")
def test_attack(world: World, attack: Attack) -> None:
    name: Name = world.rung
    outcome = world.attack(attack)
    expected = set(attack.gets_through.get(name, {}))
    assert outcome.damage == expected, f"{outcome.verdict}\n{outcome.text[:2000]}"
    if "referee" not in expected:
        # What an attack that got through answers afterwards is zeros.
        assert outcome.verdict.stage in ({"value"} if expected else attack.stages), outcome.verdict
        assert expected or attack.says.lower() in outcome.text.lower(), outcome.verdict
    assert outcome.seconds < LIMIT + SLACK
    assert outcome.shown_harm == []
    after = world.honest(trusted=not ALL)
    assert after.passed, after
    # A referee that was killed cannot tidy up; the next one does so when it starts.
    assert outcome.folders_left & world.folders_left == set()
    assert outcome.folders_left == set() or "referee" in expected


@pytest.mark.parametrize("world", [name for name in LADDER if RUNGS[name].name == name], indirect=True, scope="session")
def test_an_honest_solution_passes_on_a_fresh_process_after_all_of_them(world: World) -> None:
    verdict = world.honest(trusted=False)
    assert verdict.passed, verdict
    assert verdict.containment == world.rung
