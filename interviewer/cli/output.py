"""Writing files whole or not at all, for the commands that make them."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from interviewer.cli.common import fail

STANDARD = Path("-")
"""What stands for standard output in place of a file."""


@contextmanager
def whole_file(file: Path) -> Iterator[BinaryIO]:
    """Yield what ``file`` is to hold; it appears only when all is written, and what was there stays until then.

    Raises:
        OSError: it cannot be written.
    """
    # A link stays one, and a pipe or /dev/null is written to, never replaced by a file.
    target = file.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as opened:
            yield opened
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as opened:
            yield opened
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def put(file: Path, content: str | bytes) -> None:
    """Write a file whole, text as UTF-8, or to standard output for ``-``; exits with status 1 where it cannot be."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if file == STANDARD:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        with whole_file(file) as opened:
            opened.write(data)
    except OSError as error:
        fail(f"{file}: cannot be written: {error.strerror or error}{_nearest_folder(file)}")


def _nearest_folder(file: Path) -> str:
    """Return which folder may have been meant, where the file's own is not there."""
    from interviewer.knowledge.names import did_you_mean

    missing = file.absolute().parent
    if missing.is_dir():
        return ""
    while not missing.parent.is_dir():
        missing = missing.parent
    try:
        return did_you_mean(missing.name, [one.name for one in missing.parent.iterdir() if one.is_dir()])
    except OSError:
        return ""
