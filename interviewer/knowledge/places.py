"""Places in files: a path through the data, a line and column, a file with both."""

from typing import NamedTuple

Where = tuple[str | int, ...]
"""The path to a value in a file's data, as pydantic's ``loc``: ``("questions", 0, "level")``."""


class Mark(NamedTuple):
    """A line and column; both counts start at 1, columns count characters."""

    line: int
    column: int


class Place(NamedTuple):
    """A file and where in it; ``str()`` gives ``file:line:column``, or the file alone without a mark."""

    file: str
    mark: Mark | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.mark.line}:{self.mark.column}" if self.mark else self.file


def dotted(where: Where) -> str:
    """Write a path for people: ``key_points[0].hints[1]``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).removeprefix(".")
