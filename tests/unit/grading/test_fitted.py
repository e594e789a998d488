"""The weights that ship are those that the material gives."""

import re

import pytest

from interviewer.grading.calibration import fitted, from_toml
from interviewer.grading.evidence import SIGNS
from tests.fit_weights import FILE, FOR, REFERENCES, fitted_file

MOVED = 0.1
"""By how much a weight may differ: a word changed in the bank moves it a little, and so does another processor."""


@pytest.fixture(scope="module")
def refitted() -> str:
    return fitted_file()[0]


def numbers(text: str) -> dict[str, float]:
    table, found = "", {}
    for line in text.splitlines():
        if line.startswith("["):
            table = line.strip("[]")
        elif match := re.fullmatch(r"(\w+) = (\S+)", line):
            found[f"{table}.{match[1]}"] = float(match[2])
    return found


def test_fitting_again_gives_the_same_file(refitted: str) -> None:
    now, again = numbers(FILE.read_text(encoding="utf-8")), numbers(refitted)
    apart = {
        name: (now.get(name, 0.0), again.get(name, 0.0))
        for name in {*now, *again}
        if abs(now.get(name, 0.0) - again.get(name, 0.0)) > MOVED
    }
    assert apart == {}, "the material, the bank or the signs have changed: `python -m tests.fit_weights --write`"


def test_the_part_of_lone_references_is_kept_where_its_material_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fit_weights.REFERENCES", REFERENCES / "nowhere")
    monkeypatch.setattr("tests.fit_weights.table", lambda kind, *_: (f"[{kind}]\n", kind))
    text, reports = fitted_file()
    now = FILE.read_text(encoding="utf-8")
    assert text.endswith(now[now.index("[reference.from]") :])
    assert "left as it is" in reports[-1]


def test_no_weight_rewards_what_speaks_against_an_answer(refitted: str) -> None:
    for calibration in (fitted(), from_toml(refitted)):
        for kind in (calibration.ideas, calibration.sentences, calibration.reference):
            for head, sense in ((kind.stated, 1.0), (kind.reversed, -1.0)):
                for name, weight in zip(SIGNS, head.weights, strict=True):
                    assert weight * sense * (1.0 if name in FOR else -1.0) >= 0.0, name
            assert 0.0 <= kind.nothing < kind.everything <= 1.0
            assert 0.0 < kind.partial < kind.hit < 1.0
