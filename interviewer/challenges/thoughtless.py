"""Answers that nobody thought about: zeros, NaN, constants, the input itself. Good cases reject every one of them."""

from collections.abc import Callable
from typing import Any

import torch

from interviewer.challenges.assessing import assess
from interviewer.challenges.kit import GRADIENT, STATE, Case, Results, Value
from interviewer.challenges.reference import Reference

Thought = Callable[[Value, Case, Value], Value]
"""From the right value, the case, and the right value in the first case, to the thoughtless one."""


def accepted(reference: Reference, seed: int) -> list[str]:
    """Return the thoughtless answers that pass every case drawn from ``seed``, by name; there should be none.

    Only plain results are replaced: gradients and buffers stay right, so that the results alone must give it away.

    Raises:
        FaultyChallengeError: the challenge's own code fails.
    """
    left = dict(_THOUGHTS)
    first: Results | None = None
    for index, case in enumerate(reference.cases(seed)):
        want = reference.results(case, index)
        first = want if first is None else first
        plain = [name for name in want if not name.startswith((GRADIENT, STATE))] or list(want)
        for name, thought in list(left.items()):
            got = {**want, **{one: _replaced(want[one], thought, case, first.get(one)) for one in plain}}
            finding, said = assess(reference, case, want, got)
            if finding is not None or said:
                del left[name]
    return list(left)


def _replaced(value: Value, thought: Thought, case: Case, first: Value) -> Value:
    if isinstance(value, list | tuple):
        firsts = list(first) if isinstance(first, list | tuple) else []
        firsts += [None] * (len(value) - len(firsts))
        return [_replaced(one, thought, case, other) for one, other in zip(value, firsts, strict=False)]
    if isinstance(value, dict):
        firsts_by_key = first if isinstance(first, dict) else {}
        return {key: _replaced(one, thought, case, firsts_by_key.get(key)) for key, one in value.items()}
    return thought(value.detach() if isinstance(value, torch.Tensor) else value, case, first)


def _filled(value: Value, number: float) -> Value:
    if isinstance(value, torch.Tensor):
        exact = value.is_floating_point() or value.is_complex()
        return torch.full_like(value, number if exact or number == number else 0)  # noqa: PLR0124 - NaN is not itself
    return type(value)(number) if isinstance(value, float) or (isinstance(value, int) and number in {0, 1}) else value


def _zeros(value: Value, case: Case, first: Value) -> Value:
    del case, first
    return "" if isinstance(value, str) else _filled(value, 0)


def _ones(value: Value, case: Case, first: Value) -> Value:
    del case, first
    return "" if isinstance(value, str) else _filled(value, 1)


def _nan(value: Value, case: Case, first: Value) -> Value:
    del case, first
    changed = _filled(value, float("nan"))
    return _filled(value, 0) if not isinstance(value, float) and not isinstance(value, torch.Tensor) else changed


def _mean(value: Value, case: Case, first: Value) -> Value:
    del case
    # Of a single number, such as a loss, the mean is the right answer.
    if isinstance(value, torch.Tensor) and value.is_floating_point() and value.numel() > 1:
        return torch.full_like(value, float(value.double().mean()))
    return _filled(value, 0) if isinstance(value, torch.Tensor) else _again(value, Case(""), first)


def _again(value: Value, case: Case, first: Value) -> Value:
    del case
    if isinstance(value, torch.Tensor):
        fits = isinstance(first, torch.Tensor) and first.shape == value.shape and first.dtype == value.dtype
        return first.detach() if fits else torch.zeros_like(value)
    return first if type(first) is type(value) else _filled(value, 0)


def _input(value: Value, case: Case, first: Value) -> Value:
    del first
    if not isinstance(value, torch.Tensor):
        return _filled(value, 0)
    given: list[Any] = [arg for arg in (*case.args, *case.kwargs.values()) if isinstance(arg, torch.Tensor)]
    fitting = next((arg for arg in given if arg.shape == value.shape), None)
    return torch.zeros_like(value) if fitting is None else fitting.detach().to(value.dtype)


_THOUGHTS: dict[str, Thought] = {
    "zeros": _zeros,
    "ones": _ones,
    "NaN": _nan,
    "the mean everywhere": _mean,
    "the first case's answer in every case": _again,
    "the input itself": _input,
}
