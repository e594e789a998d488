"""What a challenge's ``cases.py`` may import: the cases' type, and ways to drive a submission.

It runs in two processes: in the referee, with the reference solution, and beside the candidate's code, with theirs.
Only torch and the standard library are used, for the candidate's interpreter may have nothing else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import torch

Value = Any
"""A tensor, number, bool, text or None, a ``torch.dtype``, or a list, tuple or dict of such values."""

Results = dict[str, Value]
"""What one case gives, by name, in the order in which it is compared."""

GRADIENT, STATE = "gradient of ", "state."
"""How the names of gradients and of buffers begin; gradients are compared after everything else."""


@dataclass(frozen=True)
class Case:
    """One call of a submission.

    Attributes:
        name: what is special about it, ``non-contiguous input``; unique in its challenge.
        args: positional arguments of the call.
        kwargs: keyword arguments of the call.
        visible: whether it takes part when the candidate only tries the code; every case does in a submission.
        grad: whether gradients are compared too, with respect to every argument that requires one.
        init: keyword arguments that build the module, for a challenge whose entry is a class.
        state: the state dict to load into that module, or None to leave it as built.
        mutates: whether the call may change its arguments.
        rtol: relative tolerance, or None for that of the challenge, or of the dtype.
        atol: absolute tolerance, likewise.
        seconds: how long this case may take, or None for what is left of the challenge's time.
        extra: anything ``exercise`` and ``check`` want to know.
    """

    name: str
    args: tuple[Value, ...] = ()
    kwargs: dict[str, Value] = field(default_factory=dict)
    visible: bool = False
    grad: bool = False
    init: dict[str, Value] = field(default_factory=dict)
    state: dict[str, Value] | None = None
    mutates: bool = False
    rtol: float | None = None
    atol: float | None = None
    seconds: float | None = None
    extra: dict[str, Value] = field(default_factory=dict)


Cases = Iterator[Case]


class UnfitError(Exception):
    """A submission that cannot be driven; the message says why, in words for the candidate.

    Attributes:
        stage: the stage of judging that failed, ``type`` or ``gradient``.
    """

    def __init__(self, message: str, stage: str = "error") -> None:
        super().__init__(message)
        self.stage = stage


def call(entry: Callable[..., Value], case: Case) -> Results:
    """Call a function with the case's arguments.

    Returns:
        ``result``, and with ``case.grad`` for every floating-point argument that requires one the ``gradient of
        argument 1`` (they are counted from 1) or ``gradient of weight`` (a keyword) of a fixed weighted sum of the
        result. A gradient that does not exist is None.
    """
    result = entry(*case.args, **case.kwargs)
    return {"result": result, **(gradients(result, _named_leaves(case)) if case.grad else {})}


def drive_module(entry: Callable[..., Any], case: Case, *, train: bool | None = None) -> Results:
    """Build the module, load the case's state into it where there is one, and call it.

    The module is moved to the device of the first tensor among the arguments, and to float64 where that is float64.

    Args:
        entry: the class.
        case: how to build it and what to call it with.
        train: whether to switch the module to training, to evaluation, or to leave it as built.

    Returns:
        ``result``; ``state.<buffer>`` for every buffer after the call; with ``case.grad`` the gradients of the
        arguments as :func:`call` gives them and, where the case fixes the state, those of the parameters.

    Raises:
        UnfitError: what was built is no module, or the state does not fit it.
    """
    module = build_module(entry, case)
    if train is not None:
        module.train(train)
    result = module(*case.args, **case.kwargs)
    results: Results = {"result": result}
    results |= {f"{STATE}{name}": buffer.detach().clone() for name, buffer in module.named_buffers()}
    if case.grad:
        leaves = _named_leaves(case)
        if case.state is not None:
            leaves |= {name: value for name, value in module.named_parameters() if value.requires_grad}
        results |= gradients(result, leaves)
    return results


def build_module(entry: Callable[..., Any], case: Case) -> Any:
    """Return ``entry(**case.init)`` with the case's state loaded, on the device of its arguments.

    Raises:
        UnfitError: what was built is no module, or the state does not fit it.
    """
    module = entry(**case.init)
    if not isinstance(module, torch.nn.Module):
        raise UnfitError(f"{_name(entry)}(...) should be a torch.nn.Module, and is {type(module).__name__}", "type")
    first = next((leaf for _, leaf in _leaves(case.args)), None)
    if first is not None:
        module.to(device=first.device, dtype=torch.float64 if first.dtype is torch.float64 else None)
    if case.state is not None:
        _load(module, case.state)
    return module


def gradients(result: Value, leaves: dict[str, Any]) -> Results:
    """Return the gradient of a fixed weighted sum of ``result`` with respect to each of ``leaves``.

    The weights are cosines of the elements' positions, so that elements neither cancel nor look alike.

    Raises:
        UnfitError: going backward through the submission fails.
    """
    total: Any = 0
    for _, tensor in _leaves(result):
        if tensor.requires_grad and tensor.numel():
            weights = torch.cos(torch.arange(tensor.numel(), dtype=torch.float64)).to(tensor.device, tensor.dtype)
            total = total + (tensor * weights.reshape(tensor.shape)).sum()
    found: Any = [None] * len(leaves)
    if isinstance(total, torch.Tensor):
        try:
            found = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
        except RuntimeError as error:
            raise UnfitError(f"going backward fails: {error}", "gradient") from error
    return {f"{GRADIENT}{name}": gradient for name, gradient in zip(leaves, found, strict=True)}


def plot(name: str, value: float) -> None:
    """Add a point to the live curve ``name``; where nobody draws, nothing happens. Values that are not finite are kept.

    Args:
        name: the curve, ``loss``.
        value: a number or a tensor of one element.
    """
    _draw(str(name)[:60], float(value))


def draw_with(draw: Callable[[str, float], None]) -> None:
    """Send the points of :func:`plot` to ``draw``."""
    global _draw  # noqa: PLW0603 - the one place where a process says who draws
    _draw = draw


def _no_curve(name: str, value: float) -> None:
    del name, value


_draw: Callable[[str, float], None] = _no_curve


def _named_leaves(case: Case) -> dict[str, Any]:
    """Return the arguments that want a gradient, by the names that the results give them."""
    found = {f"argument {where}": leaf for i, arg in enumerate(case.args, 1) for where, leaf in _leaves(arg, str(i))}
    found |= {where: leaf for name, arg in case.kwargs.items() for where, leaf in _leaves(arg, name)}
    return {name: leaf for name, leaf in found.items() if leaf.requires_grad}


def _leaves(value: Value, where: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every tensor in ``value`` with the path to it, ``2[0]``."""
    if isinstance(value, torch.Tensor):
        yield where, value
    elif isinstance(value, list | tuple):
        for i, one in enumerate(value):
            yield from _leaves(one, f"{where}[{i}]")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, f"{where}[{key!r}]")


def _load(module: Any, state: dict[str, Value]) -> None:
    own = module.state_dict()
    faults = [f"has no {name!r}" for name in state if name not in own]
    faults += [f"has {name!r}, which is not asked for" for name in own if name not in state]
    faults += [
        f"has {name!r} of shape {tuple(own[name].shape)}, which should be {tuple(value.shape)}"
        for name, value in state.items()
        if name in own and own[name].shape != value.shape
    ]
    if faults:
        wanted = ", ".join(f"{name} {tuple(value.shape)}" for name, value in state.items())
        raise UnfitError(f"the module's state dict does not fit: it {'; it '.join(faults)}. It should hold {wanted}.")
    module.load_state_dict(state)


def _name(entry: Any) -> str:
    return str(getattr(entry, "__name__", "the entry"))
