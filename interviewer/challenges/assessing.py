"""Whether a case's results are right: by the challenge's own check where it has one, by comparison for the rest."""

import math

from interviewer.challenges.comparing import Finding, Tolerance, compare
from interviewer.challenges.kit import Case, Results
from interviewer.challenges.reference import FaultyChallengeError, Reference


def assess(
    reference: Reference,
    case: Case,
    want: Results,
    got: Results,
    *,
    devices: dict[str, set[str]] | None = None,
    device: str = "cpu",
) -> tuple[Finding | None, str]:
    """Return the first thing wrong with a case's results, and a sentence where the challenge's own check has one.

    Raises:
        FaultyChallengeError: the check fails on results that are well formed.
    """
    said: str | None = None
    if reference.check is not None:
        rest_want, rest_got = dict(want), dict(got)
        try:
            said = reference.check(case, rest_want, rest_got)
        except Exception as error:
            # What cannot even be looked at differs in type or shape, which the comparison says better.
            if compare(want, got, tolerance=Tolerance(math.inf, math.inf)) is None:
                raise FaultyChallengeError(f"cases.py, check: {type(error).__name__}: {error}") from error
        else:
            want, got = rest_want, rest_got
    general = reference.folder.challenge.tolerance
    tolerance = Tolerance(
        general.rtol if case.rtol is None else case.rtol, general.atol if case.atol is None else case.atol
    )
    finding = compare(want, got, tolerance=tolerance, devices=devices, device=device)
    # Of both, what is wrong with the form comes first.
    return (None, said) if said and (finding is None or finding.stage in _OF_VALUES) else (finding, "")


_OF_VALUES = {"finite", "value", "gradient", "answer"}
