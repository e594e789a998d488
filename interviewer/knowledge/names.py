"""The valid name nearest to one that is not."""

from collections.abc import Iterable

_CLOSE_ENOUGH = 60.0


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of ``names`` most like ``name``, or None where none is like it."""
    from rapidfuzz import fuzz, process, utils

    # Only the head is compared: a name is short, and what stands in its place may be a megabyte.
    found = process.extractOne(
        name[:200], sorted(names), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_CLOSE_ENOUGH
    )
    return found[0] if found else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` with the nearest of ``names``, or nothing where none is near."""
    close = nearest(name, names)
    return f" (did you mean {close!r}?)" if close is not None else ""
