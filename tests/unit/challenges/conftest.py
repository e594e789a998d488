"""The referee that the tests of one process share."""

from collections.abc import Iterator

import pytest

from tests.unit.challenges.referees import Referee


@pytest.fixture(scope="session")
def referee() -> Iterator[Referee]:
    shared = Referee()
    yield shared
    shared.close()
