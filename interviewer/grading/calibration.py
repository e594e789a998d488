"""From signs to probabilities: logistic regressions whose weights were fitted and lie in ``fitted.toml``.

Three kinds of key point are weighed differently: one whose author named concept groups, one that has nothing but
sentences, and a lone sentence that is all that is known of a question. For each kind there are two regressions: how
much of the key point was stated, and whether its opposite was. No weight of a sign
in favour is negative and none of a sign against is positive, so that none can reward what speaks against an answer.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, Self

import numpy as np

from interviewer.grading import weights as w
from interviewer.grading.evidence import SIGNS, Evidence
from interviewer.grading.question_forms import Array

FITTED = "fitted.toml"
_WORTH_TELLING = 0.1
"""Log-odds below which a sign is left out of the sum that is shown."""


class Head(NamedTuple):
    """One logistic regression: its intercept and a weight for each sign, in log-odds."""

    intercept: float
    weights: Array

    def __call__(self, signs: Array) -> Array:
        """Return a probability 0..1 for each row of signs."""
        return np.asarray(1.0 / (1.0 + np.exp(-(signs @ self.weights + self.intercept))))

    def sum_of(self, signs: Array) -> str:
        """Return how one row of signs adds up to log-odds: ``ideas 0.84 × 3.7 + …``."""
        parts = sorted(zip(SIGNS, signs, self.weights, strict=True), key=lambda part: -abs(part[1] * part[2]))
        told = [part for part in parts if abs(part[1] * part[2]) >= _WORTH_TELLING]
        terms = [f"{name} {sign:.2f} × {weight:.1f}" for name, sign, weight in told]
        return " + ".join([f"{self.intercept:.1f}", *terms])

    @classmethod
    def from_table(cls, table: Mapping[str, float]) -> Self:
        """Build a head from a table of the file; a sign that is not named there weighs nothing."""
        return cls(table["intercept"], np.array([table.get(name, 0.0) for name in SIGNS]))


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of key point is judged.

    Attributes:
        stated: what the signs say of how much was stated: 1 all, 0.5 part of it, 0 nothing.
        reversed: how probable they make it that the opposite was stated.
        hit: from where ``stated`` is a hit.
        partial: from where it is partial.
        contradicted: from where ``reversed`` contradicts the key point.
        nothing: up to where ``stated`` earns nothing.
        everything: from where it earns all.
        kept: share of that credit which a contradiction leaves.
    """

    stated: Head
    reversed: Head
    hit: float
    partial: float
    contradicted: float
    nothing: float
    everything: float
    kept: float

    @property
    def blind(self) -> bool:
        """Whether ``stated`` does not look at polarity, so that the opposite seems stated too."""
        return self.kept > 0.0

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Self:
        """Build a kind from its table of the file."""
        cuts = table["from"]
        heads = Head.from_table(table["stated"]), Head.from_table(table["reversed"])
        return cls(*heads, **cuts)


class Odds(NamedTuple):
    """What is thought of one key point, before a status is given: how much was stated, and whether the opposite was."""

    stated: float
    reversed: float
    kind: Kind

    @property
    def credit(self) -> float:
        """What the key point earns, 0..1."""
        share = (self.stated - self.kind.nothing) / (self.kind.everything - self.kind.nothing)
        return min(max(share, 0.0), 1.0)

    @property
    def contradicted_credit(self) -> float:
        """What it earns where the opposite was stated: a deduction, less what is kept."""
        return self.kind.kept * self.credit - (1.0 - self.kind.kept) * w.CONTRADICTION_COST


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted weights: for key points with concept groups, with sentences alone, and for a lone reference answer."""

    ideas: Kind
    sentences: Kind
    reference: Kind

    def odds(self, found: Evidence) -> list[Odds]:
        """Return what the signs say of each key point."""
        kinds = self._kinds(found)
        told = {
            name: (kind.stated(found.signs).tolist(), kind.reversed(found.signs).tolist())
            for name, kind in {id(kind): kind for kind in kinds}.items()
        }
        return [Odds(told[id(kind)][0][i], told[id(kind)][1][i], kind) for i, kind in enumerate(kinds)]

    def arithmetic(self, found: Evidence) -> list[str]:
        """Return for each key point how its signs add up, in log-odds, the heaviest first."""
        return [
            f"stated {chance.stated:.2f} ({chance.kind.stated.sum_of(signs)}); "
            f"reversed {chance.reversed:.2f} ({chance.kind.reversed.sum_of(signs)})"
            for chance, signs in zip(self.odds(found), found.signs, strict=True)
        ]

    def _kinds(self, found: Evidence) -> list[Kind]:
        plain = self.reference if len(found.has_ideas) == 1 else self.sentences
        return [self.ideas if has else plain for has in found.has_ideas]


@cache
def fitted() -> Calibration:
    """Return the weights that come with the program."""
    return from_toml(files("interviewer.grading").joinpath(FITTED).read_text(encoding="utf-8"))


def from_toml(text: str) -> Calibration:
    """Read the weights from the text of the file."""
    tables = tomllib.loads(text)
    return Calibration(*(Kind.from_table(tables[name]) for name in ("ideas", "sentences", "reference")))
