"""Every challenge in the bank: its solution passes, and everything wrong fails for the reason it states."""

import pytest

from interviewer.knowledge.challenges import load_challenges
from tests.unit.challenges.referees import CHALLENGES, Referee

READ = load_challenges(CHALLENGES)


def test_every_challenge_loads() -> None:
    assert not [str(problem) for problem in READ.problems]


@pytest.mark.parametrize("challenge", sorted(READ.folders))
def test_it_can_be_trusted(referee: Referee, challenge: str) -> None:
    proofs = referee.prove(READ.find(challenge), seed=1)
    assert not [f"{challenge}/{proof.what}: {proof.fault}" for proof in proofs if proof.fault]
    # A solution that was not run proves nothing, unless the device is missing.
    solved = next(proof for proof in proofs if proof.what == "solution.py")
    assert solved.verdict is not None
    assert solved.verdict.passed or READ.find(challenge).challenge.device == "cuda"
