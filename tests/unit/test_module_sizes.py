"""A module has one reason to exist; one of more than 400 lines probably has two."""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "interviewer"
MOST_LINES = 400


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_stays_small(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) < MOST_LINES
