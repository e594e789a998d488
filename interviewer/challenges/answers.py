"""Reading what the candidate's process has sent, which may be anything."""

from collections.abc import Iterator
from typing import Any

import safetensors
import safetensors.torch

from interviewer.challenges import wire
from interviewer.challenges.running import StoppedError


def refuse(why: str) -> None:
    """Raise that an answer is none.

    Raises:
        StoppedError: always.
    """
    raise StoppedError("answer", why)


def tensors_of(body: bytes) -> wire.Tensors:
    """Read tensors that a stranger wrote.

    Raises:
        StoppedError: they are not in the safetensors format.
    """
    if not body:
        return {}
    try:
        return dict(safetensors.torch.load(body))
    except (safetensors.SafetensorError, ValueError, KeyError, RuntimeError, TypeError) as error:
        raise StoppedError("answer", f"tensors that cannot be read ({error})") from error


def devices_of(results: Any) -> dict[str, set[str]]:
    """Return the kinds of device that the tensors of each result came from, by its name."""
    pairs = results.get("dict", []) if isinstance(results, dict) else []
    return {str(key): wire.devices(value) for key, value in pairs}


def uses_of(told: Any) -> Iterator[tuple[str, str, int]]:
    """Yield the forbidden name, what was seen, and the line, of each use that an answer tells of."""
    for use in told if isinstance(told, list) else []:
        if isinstance(use, list) and len(use) == 3 and isinstance(use[2], int):
            yield str(use[0])[:60], str(use[1])[:60], use[2]
