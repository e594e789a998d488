"""Whether a case's answer is the expected one, and if not, the first thing wrong with it.

Everything here works on values in the referee's own memory; nothing is asked of the objects of the candidate.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch

from interviewer.challenges.kit import GRADIENT, STATE, Results, Value
from interviewer.challenges.wire import Other


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a value may be off; None leaves it to the dtype and to how large the values are."""

    rtol: float | None = None
    atol: float | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Which elements of a tensor are wrong.

    Attributes:
        wrong: a mask of them, in the tensor's shape.
        worst: the index of the largest absolute error.
        absolute: that error; infinite where one of the two is not finite.
        worst_relative: the index of the largest relative error, among elements that should not be 0.
        relative: that error, 0.5 for half as much again; NaN where every wrong element should be 0.
    """

    wrong: Any
    worst: tuple[int, ...]
    absolute: float
    worst_relative: tuple[int, ...]
    relative: float


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing wrong with an answer.

    Attributes:
        stage: what kind of thing it is, ``shape``.
        aspect: for a gradient, what kind of thing is wrong with it; otherwise the stage.
        where: which part of the answer, ``result[0]``.
        want: what it should be.
        got: what it is.
        mismatch: the wrong elements, where values were compared.
        device: for ``device``, where it should be and where it is.
    """

    stage: str
    aspect: str
    where: str
    want: Value
    got: Value
    mismatch: Mismatch | None = None
    device: tuple[str, str] = ("", "")


MISSING = Other("nothing", "nothing")
"""Stands for a part of an answer that is not there."""


@dataclass(frozen=True, slots=True)
class _Pair:
    where: str
    want: Value
    got: Value


_Look = Callable[[_Pair, Tolerance], Finding | None]


def compare(
    want: Results,
    got: Results,
    *,
    tolerance: Tolerance,
    devices: dict[str, set[str]] | None = None,
    device: str = "cpu",
) -> Finding | None:
    """Return the first thing wrong with an answer, or None.

    Plain results are looked at first, in the order type, shape, dtype, device, finite, value; then gradients.

    Args:
        want: the expected results by name; their order is kept.
        got: the results of the submission.
        tolerance: how far values may be off.
        devices: the kinds of device that the tensors of each result were on; without it that is not looked at.
        device: the kind of device on which they should be.
    """
    plain = [name for name in want if not name.startswith(GRADIENT)]
    finding = _first(_side_by_side(plain, want, got), tolerance, _away(plain, want, got, devices or {}, device))
    if finding is not None:
        return finding
    gradients = [name for name in want if name.startswith(GRADIENT)]
    finding = _first(_side_by_side(gradients, want, got), tolerance, _away(gradients, want, got, devices or {}, device))
    if finding is not None:
        return replace(finding, stage="gradient")
    surplus = next((name for name in got if name not in want and not name.startswith(STATE)), None)
    return None if surplus is None else Finding("answer", "answer", str(surplus), MISSING, got[surplus])


def changed(before: Sequence[Any], after: Value) -> Finding | None:
    """Return the first argument that a call changed, or None.

    Args:
        before: positional arguments as a tuple, and keyword arguments as a dict.
        after: the same as the submission left them.
    """
    exact = Tolerance(0.0, 0.0)
    for pair in _pairs(_named(before), _named(after) if isinstance(after, list) and len(after) == 2 else {}):
        finding = _first([pair], exact, None)
        if finding is not None:
            return replace(finding, stage="mutation")
    return None


def _named(inputs: Sequence[Any]) -> dict[str, Value]:
    args, kwargs = inputs
    found = {f"argument {i}": arg for i, arg in enumerate(args, 1)} if isinstance(args, tuple) else {}
    return found | (kwargs if isinstance(kwargs, dict) else {})


def _first(pairs: Sequence[_Pair], tolerance: Tolerance, away: Finding | None) -> Finding | None:
    looks: tuple[_Look, ...]
    for looks, otherwise in (((_type, _shape, _dtype), away), ((_finite, _value), None)):
        for look in looks:
            for pair in pairs:
                finding = look(pair, tolerance)
                if finding is not None:
                    return finding
        if otherwise is not None:
            return otherwise
    return None


def _away(
    names: Sequence[str], want: Results, got: Results, devices: dict[str, set[str]], device: str
) -> Finding | None:
    for name in names:
        others = devices.get(name, set()) - {device}
        if others:
            return Finding("device", "device", name, want[name], got.get(name), device=(device, min(others)))
    return None


def _side_by_side(names: Sequence[str], want: Results, got: Results) -> list[_Pair]:
    return list(_pairs({name: want[name] for name in names}, got))


def _pairs(want: dict[str, Value], got: dict[str, Value]) -> Iterator[_Pair]:
    """Yield the leaves of two nested values side by side; where their forms differ, the two forms."""
    for key, value in want.items():
        yield from _leaves(key, value, got.get(key, MISSING))


def _leaves(where: str, want: Value, got: Value) -> Iterator[_Pair]:
    if isinstance(want, dict) and isinstance(got, dict) and want.keys() == got.keys():
        for key, value in want.items():
            yield from _leaves(f"{where}[{key!r}]", value, got[key])
    elif isinstance(want, list | tuple) and isinstance(got, list | tuple) and len(want) == len(got):
        for i, (one, other) in enumerate(zip(want, got, strict=True)):
            yield from _leaves(f"{where}[{i}]", one, other)
    else:
        yield _Pair(where, want, got)


def _finding(stage: str, pair: _Pair, mismatch: Mismatch | None = None) -> Finding:
    return Finding(stage, stage, pair.where, pair.want, pair.got, mismatch)


def _type(pair: _Pair, _: Tolerance) -> Finding | None:
    want, got = pair.want, pair.got
    for kind in (torch.Tensor, bool, str, torch.dtype, dict):
        if isinstance(want, kind) or isinstance(got, kind):
            return None if isinstance(want, kind) and isinstance(got, kind) else _finding("type", pair)
    if isinstance(want, list | tuple):
        return None if isinstance(got, list | tuple) else _finding("type", pair)
    if want is None or isinstance(want, int):
        return None if type(got) is type(want) else _finding("type", pair)
    return None if isinstance(got, int | float) else _finding("type", pair)


def _shape(pair: _Pair, _: Tolerance) -> Finding | None:
    want, got = pair.want, pair.got
    if isinstance(want, torch.Tensor):
        return None if want.shape == got.shape else _finding("shape", pair)
    # Containers that come this far differ in their length or keys.
    return _finding("shape", pair) if isinstance(want, dict | list | tuple) else None


def _dtype(pair: _Pair, _: Tolerance) -> Finding | None:
    tensors = isinstance(pair.want, torch.Tensor)
    return _finding("dtype", pair) if tensors and pair.want.dtype != pair.got.dtype else None


def _finite(pair: _Pair, _: Tolerance) -> Finding | None:
    want, got = _as_tensor(pair.want), _as_tensor(pair.got)
    if want is None or got is None or not (got.is_floating_point() or got.is_complex()):
        return None
    lost = want.isfinite() & ~got.isfinite()
    return _finding("finite", pair, _mismatch(want, got, lost)) if lost.any() else None


def _value(pair: _Pair, tolerance: Tolerance) -> Finding | None:
    want, got = _as_tensor(pair.want), _as_tensor(pair.got)
    if want is None or got is None:
        return None if pair.want == pair.got else _finding("value", pair)
    wrong = _wrong(want, got, tolerance)
    return _finding("value", pair, _mismatch(want, got, wrong)) if wrong.any() else None


def _as_tensor(value: Value) -> Any:
    """Return a tensor or number as a tensor, anything else as None."""
    if isinstance(value, torch.Tensor):
        return value.detach()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return torch.tensor(value) if isinstance(value, int) else torch.tensor(value, dtype=torch.float64)
    except (OverflowError, RuntimeError):
        return None


_DEFAULTS = {
    torch.float16: Tolerance(2e-3, 1e-3),
    torch.bfloat16: Tolerance(2e-2, 1e-2),
    torch.float32: Tolerance(1e-4, 1e-5),
    torch.complex64: Tolerance(1e-4, 1e-5),
    torch.float64: Tolerance(1e-7, 1e-9),
}
_SMALLEST = 0.02
"""The share of a default absolute tolerance that small values keep: what cancels is never exactly 0."""


def _wrong(want: Any, got: Any, tolerance: Tolerance) -> Any:
    """Return a mask of the elements that are too far off."""
    same = (want == got) | (want.isnan() & got.isnan())
    if not (want.is_floating_point() or want.is_complex()):
        return ~same
    default = _DEFAULTS.get(want.dtype, Tolerance(1e-4, 1e-5))
    rtol, atol = default.rtol or 0.0, default.atol or 0.0
    sizes = want.abs().double()
    finite = sizes[sizes.isfinite()]
    # Zeros must not pass for small values, so what counts as nothing shrinks with the largest of them.
    atol *= min(1.0, max(_SMALLEST, float(finite.max()) if finite.numel() else 1.0))
    rtol, atol = (
        rtol if tolerance.rtol is None else tolerance.rtol,
        atol if tolerance.atol is None else tolerance.atol,
    )
    near = _error(want, got) <= atol + rtol * sizes
    return ~(same | (near & want.isfinite() & got.isfinite()))


def _error(want: Any, got: Any) -> Any:
    wide = torch.complex128 if want.is_complex() or got.is_complex() else torch.float64
    return (got.to(wide) - want.to(wide)).abs()


def _mismatch(want: Any, got: Any, wrong: Any) -> Mismatch:
    error = torch.where(wrong, _error(want, got), torch.zeros((), dtype=torch.float64))
    error = error.nan_to_num(nan=torch.inf, posinf=torch.inf)
    size = want.abs().double()
    relative = torch.where(wrong & (size > 0) & size.isfinite(), error / size, torch.full_like(error, -1.0))
    worst, worst_relative = _index(error), _index(relative)
    largest = float(relative[worst_relative])
    absolute = float(error[worst])
    return Mismatch(wrong, worst, absolute, worst_relative, largest if largest >= 0 else float("nan"))


def _index(values: Any) -> tuple[int, ...]:
    """Return the index of the largest value."""
    flat = int(values.argmax())
    index: list[int] = []
    for size in reversed(values.shape):
        flat, position = divmod(flat, size)
        index.insert(0, position)
    return tuple(index)
